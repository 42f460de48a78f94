import { storeReady, type StoreReady } from './house-messages.ts';
import { supervise, type LivingProcess, type ProcessTrouble, type Supervision } from './supervise.ts';

export interface RunStoreParts {
  readonly startRuntime: () => LivingProcess;
  /** `entryUrl` lets the inference host into the store once. */
  readonly startInference: (entryUrl: string) => LivingProcess;
  readonly nowMs: () => number;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly onReady: (ready: StoreReady) => void;
  readonly onDown: (trouble: ProcessTrouble) => void;
}

export interface RunningStore {
  retryNow(): void;
  /** Closes idle lanes to shoppers until a person opens them again. */
  lock(): void;
  stop(): Promise<void>;
}

/** The runtime beats every 5 s; four missed beats are no pause of a busy disk. */
const RUNTIME_SILENCE_MS = 20_000;
/** A big store rebuilds what follows from its journal before it opens. */
const READY_WITHIN_MS = 180_000;

/** The store runtime, and beside it the inference host, which begins anew with each life of the runtime and may end without anyone noticing. */
export function runStore(parts: RunStoreParts): RunningStore {
  let inference: Supervision | null = null;
  let inferenceChange: Promise<void> = Promise.resolve();
  let stopping = false;
  const replaceInference = (entryUrl: string | null): void => {
    inferenceChange = inferenceChange.then(async () => {
      await inference?.stop();
      inference = entryUrl === null || stopping ? null : supervise({
        name: 'inference-host', start: () => parts.startInference(entryUrl), nowMs: parts.nowMs, later: parts.later, silenceMs: 'off', readyWithinMs: READY_WITHIN_MS, onReady: () => undefined,
        onDown: (trouble) => parts.onDown({ ...trouble, tellPeople: false }),
      });
    });
  };
  const runtime = supervise({
    name: 'store-runtime', start: parts.startRuntime, nowMs: parts.nowMs, later: parts.later, silenceMs: RUNTIME_SILENCE_MS, readyWithinMs: READY_WITHIN_MS,
    onReady(message) {
      const ready = storeReady.safeParse(message);
      if (!ready.success) return;
      replaceInference(ready.data.inferenceUrl);
      parts.onReady(ready.data);
    },
    onDown(trouble) {
      replaceInference(null);
      parts.onDown(trouble);
    },
  });
  return {
    retryNow: runtime.retryNow,
    lock: () => runtime.send({ kind: 'lock' }),
    async stop() {
      stopping = true;
      replaceInference(null);
      await inferenceChange;
      await runtime.stop();
    },
  };
}
