import { openChance, type Chance } from './mutate.ts';

/** What went wrong with one input. */
export interface FuzzFault {
  readonly input: unknown;
  readonly fault: string;
}

export interface FuzzedCodec {
  readonly name: string;
  /** A codec in its first state; each call gives it one input made of chance and says what it did wrong. What it throws is wrong too. */
  readonly open: () => (chance: Chance) => FuzzFault | null;
}

export interface FuzzResult {
  readonly codec: string;
  readonly inputs: number;
  readonly seconds: number;
  /** The slowest single input, ms, with what the machine did meanwhile. */
  readonly slowestMs: number;
  readonly faults: number;
  readonly firstFault: { readonly input: unknown; readonly fault: string; readonly number: number } | null;
}

/** An input that takes longer than this holds up every lane of the store. */
const tooSlowMs = 250;
/** What so many inputs use together is far below that. */
const inputsPerMark = 256;
/** Bounds of one codec in its run. */
const faultsLimit = 20;

/** Feeds one codec until `inputs` are through, `seconds` are over or twenty faults are found. Input `number` of a seed is the same in every run. */
export const fuzzCodec = (codec: FuzzedCodec, limits: { readonly inputs: number; readonly seconds: number; readonly seed: number }): FuzzResult => {
  const feed = codec.open();
  const chance = openChance(limits.seed);
  const beganMs = performance.now();
  let done = 0;
  let faults = 0;
  let slowestMs = 0;
  let firstFault: FuzzResult['firstFault'] = null;
  let atMs = beganMs;
  let markCpuMs = cpuMs();
  while (done < limits.inputs && atMs - beganMs < limits.seconds * 1_000 && faults < faultsLimit) {
    let found: FuzzFault | null;
    try {
      found = feed(chance);
    } catch (error) {
      found = { input: null, fault: `threw ${error instanceof Error ? error.stack ?? error.message : String(error)}` };
    }
    const nowMs = performance.now();
    const tookMs = nowMs - atMs;
    atMs = nowMs;
    if (tookMs > slowestMs) slowestMs = tookMs;
    // A pattern that backtracks uses our own time; a busy machine only lets us wait.
    if (found === null && tookMs > tooSlowMs && cpuMs() - markCpuMs > tooSlowMs) found = { input: null, fault: `took ${Math.round(tookMs)} ms` };
    if (done % inputsPerMark === 0) markCpuMs = cpuMs();
    if (found !== null) {
      faults += 1;
      firstFault ??= { ...found, number: done };
    }
    done += 1;
  }
  return { codec: codec.name, inputs: done, seconds: Math.round((performance.now() - beganMs) / 100) / 10, slowestMs: Math.round(slowestMs * 10) / 10, faults, firstFault };
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
