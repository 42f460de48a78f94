import type { RequestFailure, RequestOptions } from 'edge-app/store-runtime/replication/head-office-requests.ts';
import type { AskOnce } from 'edge-app/store-runtime/replication/link.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import type { WireRefusal } from 'retail-model/replication/wire.ts';
import type { SeededRandom } from 'simulators/seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a request may meet, each with its probability. */
const chances = { requestLost: 0.06, answerLost: 0.08, doubled: 0.06 } as const;
const SHORTEST_WAY_MS = 5;
const LONGEST_WAY_MS = 1500;
/** A silent line is given up after this, as in the real requests. */
const TIMEOUT_MS = 60_000;

export type Served = Result<unknown, WireRefusal>;
export interface NetworkParts {
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  /** Null: the server is down, or went down before it could answer. */
  readonly serve: (storeId: string, token: string | null, path: string, body: unknown) => Promise<Served | null>;
  readonly note: (what: string) => void;
}

/**
 * The line between one store and head office: loses requests and answers, doubles and delays (and so reorders) them, and breaks for minutes.
 * Everything that crosses is copied through JSON, as on a wire.
 */
export function openShakyLine({ time, random, serve, note }: NetworkParts, storeId: string) {
  let cutUntilMs = 0;
  let isCalm = false;
  const chance = (probability: number): boolean => !isCalm && random.chance(probability);
  const way = (): number => (isCalm ? SHORTEST_WAY_MS : random.chance(0.2) ? random.integer(SHORTEST_WAY_MS, LONGEST_WAY_MS) : random.integer(SHORTEST_WAY_MS, 80));
  const isCut = (): boolean => !isCalm && time.nowMs() < cutUntilMs;
  const unreachable = (detail: string): Result<never, RequestFailure> => fail({ kind: 'unreachable', detail });

  const exchange = (token: string | null, path: string, body: unknown): Promise<Result<unknown, RequestFailure>> => new Promise((resolve) => {
    const text = JSON.stringify(body);
    const broken = (why: string, afterMs: number): void => { note(`${storeId} ${path} ${why}`); time.at(time.nowMs() + afterMs, () => resolve(unreachable(why))); };
    if (isCut()) { broken('partition', 50); return; }
    if (chance(chances.requestLost)) { broken('request lost', TIMEOUT_MS); return; }
    const doubled = chance(chances.doubled);
    const arrive = (copy: boolean): void => void serve(storeId, token, path, JSON.parse(text)).then((served) => {
      note(`${storeId} ${path} ${copy ? 'again ' : ''}${served === null ? 'down' : served.ok ? 'taken' : served.error.kind}`);
      if (copy) return;
      if (served === null) { broken('server down', 20); return; }
      if (chance(chances.answerLost) || isCut()) { broken('answer lost', TIMEOUT_MS); return; }
      time.at(time.nowMs() + way(), () => resolve(served.ok ? ok(JSON.parse(JSON.stringify(served.value))) : fail({ kind: 'refused', refusal: served.error })));
    });
    time.at(time.nowMs() + way(), () => arrive(false));
    if (doubled) time.at(time.nowMs() + way() + random.integer(0, 5000), () => arrive(true));
  });

  const askOnce: AskOnce = async (path, body, answer, { token, signal }: RequestOptions) => {
    const answered = await exchange(token, path, body);
    signal.throwIfAborted();
    if (!answered.ok) return answered;
    const read = answer.safeParse(answered.value);
    return read.success ? ok(read.data) : unreachable(`Head office answered something else: ${read.error.message}`);
  };
  return {
    askOnce,
    isCut,
    /** No traffic until this instant. */
    cut(untilMs: number): void { cutUntilMs = untilMs; },
    calm(): void { isCalm = true; },
  };
}
export type ShakyLine = ReturnType<typeof openShakyLine>;
