import { randomBytes, type KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openDeviceSession } from 'edge-app/store-runtime/replication/device-session.ts';
import { enrolStore, type Enrolment } from 'edge-app/store-runtime/replication/enrolment.ts';
import { askHeadOffice, openHeadOfficeStream } from 'edge-app/store-runtime/replication/head-office-requests.ts';
import { openLink, pauseMs, type AskOnce } from 'edge-app/store-runtime/replication/link.ts';
import { readLiveStream } from 'edge-app/store-runtime/replication/live-stream.ts';
import { openPullBatcher } from 'edge-app/store-runtime/replication/pull-batcher.ts';
import { openPushQueue } from 'edge-app/store-runtime/replication/push-queue.ts';
import type { CollectionName } from 'retail-model/replication/collections.ts';
import { wireBounds } from 'retail-model/replication/wire.ts';
import { newDeviceKey } from '../head-office/store-and-head-office.ts';

const PUSH_BATCH = 200;
const PULL_BATCH = 500;

export interface LineCounts { requests: number; failed: number; busy: number; connects: number }

/** The line half of a store: its real session, link, queue, pulls and live stream, without a database behind them, so that hundreds fit in a process. */
export async function openLightStore(origin: string, storeId: string, code: string) {
  const devicePrivateKey: KeyObject = newDeviceKey();
  const ending = new AbortController();
  const { signal } = ending;
  const wait = async (ms: number, until: AbortSignal): Promise<void> => { await delay(ms, undefined, { signal: until }); };
  const enrolled = await enrolStore({ origin, code, deviceName: 'light', devicePrivateKey, storeId, signal });
  if (!enrolled.ok) throw new Error(`${storeId} cannot enrol: ${JSON.stringify(enrolled.error)}`);
  const enrolment: Enrolment = enrolled.value;
  const counts: LineCounts = { requests: 0, failed: 0, busy: 0, connects: 0 };
  const quarantined: { readonly id: string; readonly reason: string }[] = [];
  const jitter = (): number => randomBytes(1)[0]! / 256;

  const askOnce: AskOnce = async (path, body, answer, options) => {
    counts.requests += 1;
    const answered = await askHeadOffice(origin, path, body, answer, options);
    if (!answered.ok && answered.error.kind === 'refused' && answered.error.refusal.kind === 'busy') counts.busy += 1;
    else if (!answered.ok) counts.failed += 1;
    return answered;
  };
  const session = async (): Promise<string | null> => {
    counts.connects += 1;
    const opened = await openDeviceSession(origin, enrolment, devicePrivateKey, randomBytes, signal);
    return opened.ok ? opened.value.token : null;
  };
  let broken = new AbortController();
  const link = openLink({ askOnce, renew: session, wait, jitter, onBroken: (detail) => { broken.abort(new Error(detail)); } });
  const queue = openPushQueue({
    databaseEpoch: enrolment.databaseEpoch, link, wait, waiting: { acknowledged: () => undefined }, signal,
    onQuarantined: (id, reason) => { quarantined.push({ id, reason }); }, onRefused: () => { counts.failed += 1; }, onAcknowledged: () => undefined,
  });
  const pullPage = openPullBatcher(link, wait, () => { counts.failed += 1; }, signal);

  /** As `start-replication.ts` does: session, live stream, up; and again after a growing, jittered pause. */
  async function stayConnected(): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const token = await session();
      broken = new AbortController();
      const stream = token === null ? null : await openHeadOfficeStream(origin, '/sync/live', { token, signal: AbortSignal.any([signal, broken.signal]) });
      if (token !== null && stream?.ok) {
        attempt = 0;
        link.up(token);
        await readLiveStream({ body: stream.value, onPoke: () => undefined, silenceMs: 2.5 * wireBounds.heartbeatMs, signal: AbortSignal.any([signal, broken.signal]) });
      } else counts.failed += 1;
      link.down();
      await wait(pauseMs(attempt, jitter()), signal);
    }
  }

  return {
    storeId, counts, quarantined,
    connect(): void { void stayConnected().catch((error: unknown) => { if (!signal.aborted) throw error; }); },
    /** Resolves when every entry is acknowledged. */
    async push(entries: readonly unknown[]): Promise<void> {
      for (let at = 0; at < entries.length; at += PUSH_BATCH) await queue.send(entries.slice(at, at + PUSH_BATCH).map((newDocumentState) => ({ newDocumentState })));
    },
    /** Everything of these collections; answers how many documents. */
    async pull(names: readonly CollectionName[]): Promise<number> {
      const counted = await Promise.all(names.map(async (name) => {
        let documents = 0;
        for (let page = await pullPage(name, null, PULL_BATCH); ; page = await pullPage(name, page.checkpoint, PULL_BATCH)) {
          documents += page.documents.length;
          if (page.complete) return documents;
        }
      }));
      return counted.reduce((sum, one) => sum + one, 0);
    },
    close(): void { ending.abort(new Error('The store has stopped')); },
  };
}
export type LightStore = Awaited<ReturnType<typeof openLightStore>>;
