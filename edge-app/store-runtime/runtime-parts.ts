import type { RuntimeConfig } from './config.ts';

export interface RuntimeLog {
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
}

/** What a store runtime takes from the world: clocks, chance and waiting come from outside, so that a demonstration can repeat a day. */
export interface RuntimeParts {
  readonly config: RuntimeConfig;
  readonly version: string;
  /** The clock of business: what stands on receipts and in the journal. */
  readonly nowMs: () => number;
  /** The clock of the machinery: devices, retries, sessions. Always runs. */
  readonly deviceNowMs: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Makes the appliance's key repeatable in demonstrations; null everywhere else. */
  readonly deviceKeySeed: Uint8Array | null;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly log: RuntimeLog;
}
