import { createContext, useContext, useMemo, useState, useSyncExternalStore, type DragEvent, type ReactNode } from 'react';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import type { BenchClient, BenchDevice, BenchState } from './bench-client.ts';

/** What a person holds over the table. */
export type Held = { readonly kind: 'product'; readonly product: ShopProduct } | { readonly kind: 'tags'; readonly epcs: readonly string[] } | null;

interface BenchTable {
  readonly bench: BenchClient;
  readonly state: BenchState;
  readonly randomBelow: (limit: number) => number;
  readonly held: Held;
  readonly hold: (held: Held) => void;
}
const BenchContext = createContext<BenchTable | null>(null);

export function BenchProvider({ bench, randomBelow, children }: { readonly bench: BenchClient; readonly randomBelow: (limit: number) => number; readonly children: ReactNode }) {
  const state = useSyncExternalStore(bench.onChange, bench.state);
  const [held, hold] = useState<Held>(null);
  const table = useMemo(() => ({ bench, state, randomBelow, held, hold }), [bench, state, randomBelow, held]);
  return <BenchContext value={table}>{children}</BenchContext>;
}

export function useBench(): BenchTable {
  const table = useContext(BenchContext);
  if (!table) throw new Error('This component needs a BenchProvider above it');
  return table;
}

export const useDevices = (): readonly BenchDevice[] => useBench().state.devices;
export const useDeviceOf = (kind: string): BenchDevice | null => useDevices().find((device) => device.kind === kind) ?? null;

/** Does something to a device; what the simulator refuses is said on the page. */
export function useAct(): (deviceId: string, verb: string, body?: object) => Promise<boolean> {
  const { bench } = useBench();
  const toast = useToasts();
  return async (deviceId, verb, body = {}) => {
    const outcome = await bench.act(deviceId, verb, body);
    if (!outcome.ok) toast({ tone: 'warning', words: { zh: `模拟设备没有照做：${outcome.error}`, en: `The simulated device refused: ${outcome.error}` } });
    return outcome.ok;
  };
}

/** What an element needs so that goods can be dropped on it; `accepts` judges what is held. */
export function useDropTarget(accepts: (held: NonNullable<Held>) => boolean, drop: (held: NonNullable<Held>) => void) {
  const { held, hold } = useBench();
  const [over, setOver] = useState(false);
  const fits = held !== null && accepts(held);
  return {
    'data-drop': fits ? (over ? 'over' : 'fits') : undefined,
    onDragOver: (event: DragEvent) => { if (fits) event.preventDefault(); },
    onDragEnter: () => { setOver(true); },
    onDragLeave: (event: DragEvent) => { if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) setOver(false); },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (held && fits) drop(held);
      hold(null);
    },
  };
}
