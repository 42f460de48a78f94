import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/**
 * What a power cut in the store does not undo: the bank's charges, the paper that left the printer, what head office holds, and which sales
 * a shopper was told are paid. One line each, in the order they happened.
 */
export type OutsideEvent =
  | { readonly happened: 'charged'; readonly paymentId: string; readonly saleId: string }
  | { readonly happened: 'shown-paid'; readonly saleId: string }
  | { readonly happened: 'printed'; readonly entryId: string; readonly isCopy: boolean }
  | { readonly happened: 'received'; readonly entryId: string; readonly hash: string };

export type OutsideWorld = {
  readonly note: (event: OutsideEvent) => void;
  readonly events: () => readonly OutsideEvent[];
};

export function worldInMemory(before: readonly OutsideEvent[]): OutsideWorld {
  const events = [...before];
  return { note: (event) => void events.push(event), events: () => events };
}

/** For a process that will be killed: each line is given to the kernel before anything else happens. */
export function worldInFile(file: string): OutsideWorld {
  return {
    note: (event) => appendFileSync(file, `${JSON.stringify(event)}\n`),
    events: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as OutsideEvent) : []),
  };
}
