import { fork } from 'node:child_process';
import { once } from 'node:events';

export type ToHeadOffice = { readonly number: number } & ({ readonly ask: 'new-store'; readonly storeId: string } | { readonly ask: 'entry-url' } | { readonly ask: 'close' });
export type FromHeadOffice =
  | { readonly kind: 'ready'; readonly origin: string }
  | { readonly kind: 'answer'; readonly number: number; readonly value: string }
  | { readonly kind: 'failed'; readonly number: number; readonly detail: string };

/** Starts a real head office in its own process, so that it takes no turn of the store's event loop. `databaseUrl` null: the embedded database in `folder`. */
export async function forkHeadOffice(folder: string, port = 0, databaseUrl: string | null = null) {
  const child = fork(new URL('head-office.main.ts', import.meta.url), [folder, String(port), databaseUrl ?? ''], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const open = new Map<number, { resolve: (value: string) => void; reject: (error: Error) => void }>();
  let asked = 0;
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => {
      reject(new Error(`Head office ended with ${code}`));
      for (const { reject: refuse } of open.values()) refuse(new Error('Head office has ended'));
    });
    child.on('message', (message: FromHeadOffice) => {
      if (message.kind === 'ready') { resolve(message.origin); return; }
      if (message.kind === 'answer') open.get(message.number)?.resolve(message.value);
      else open.get(message.number)?.reject(new Error(message.detail));
      open.delete(message.number);
    });
  });
  const ask = (wish: ToHeadOffice extends infer T ? T extends { number: number } ? Omit<T, 'number'> : never : never): Promise<string> => new Promise((resolve, reject) => {
    asked += 1;
    open.set(asked, { resolve, reject });
    child.send({ ...wish, number: asked });
  });
  return {
    origin,
    port: Number(new URL(origin).port),
    /** Puts a store in and answers its one-use code. */
    newStore: (storeId: string): Promise<string> => ask({ ask: 'new-store', storeId }),
    entryUrl: (): Promise<string> => ask({ ask: 'entry-url' }),
    async close(): Promise<void> {
      await ask({ ask: 'close' });
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
    /** As a power cut ends it. */
    async kill(): Promise<void> {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
export type HeadOfficeProcess = Awaited<ReturnType<typeof forkHeadOffice>>;
