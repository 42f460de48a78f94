import { createHash } from 'node:crypto';
import { seededRandom } from 'simulators/seeded-random.ts';
import { nextFact, PRODUCTS } from './day-of-work.ts';
import { judgeWorld } from './judge-world.ts';
import type { Plant } from './plant.ts';
import { openShakyLine } from './shaky-network.ts';
import { openSimulatedHeadOffice } from './simulated-head-office.ts';
import { openSimulatedStore } from './simulated-store.ts';
import { openVirtualTime } from './virtual-time.ts';

const START_MS = Date.UTC(2026, 2, 1, 8);
const QUIET_WITHIN_MS = 60 * 60_000;

export interface SimulatedWorld {
  readonly seed: number;
  readonly stores: number;
  readonly entries: number;
  readonly violations: readonly string[];
  /** SHA-256 over everything that happened, in order: the same seed gives the same. */
  readonly traceHash: string;
  readonly quietAfterMs: number;
}

/** One world from one seed: some minutes of trade under every fault, then calm, then judgement. `trace` hears every event. */
export async function simulateWorld(seed: number, schema: Buffer, plant: Plant, trace: (line: string) => void): Promise<SimulatedWorld> {
  const random = seededRandom(Math.imul(seed + 1, 0x9e3779b1));
  const time = openVirtualTime(START_MS);
  const traced = createHash('sha256');
  const note = (what: string): void => {
    const text = `${String(time.nowMs() - START_MS).padStart(8)} ${what}`;
    traced.update(`${text}\n`);
    trace(text);
  };
  const storeIds = Array.from({ length: random.integer(2, 8) }, (_, n) => `s${String(n + 1).padStart(3, '0')}`);
  const office = await openSimulatedHeadOffice(schema, { storeIds, nowMs: time.nowMs, random: random.fork('office'), plant, note });
  const stores = storeIds.map((storeId) => {
    const line = openShakyLine({ time, random: random.fork(`line-${storeId}`), serve: office.serve, note }, storeId);
    return { line, store: openSimulatedStore({ storeId, time, random: random.fork(storeId), line, plant, note }) };
  });
  for (const { store } of stores) await store.begin();

  const chaosMs = random.integer(4, 12) * 60_000;
  const within = (): number => START_MS + random.integer(0, chaosMs);
  let written = 0;
  for (const { store, line } of stores) {
    const facts = random.fork(`work-${store.storeId}`);
    for (let n = random.integer(5, 40); n > 0; n -= 1) {
      const terminalId = random.pick(['lane1', 'lane2', 'store']);
      time.at(within(), () => {
        const life = store.life();
        if (life === null) return;
        written += 1;
        void life.append(terminalId, nextFact(facts, written));
      });
    }
    for (let n = random.integer(0, 3); n > 0; n -= 1) { const lasts = random.integer(1000, 240_000); time.at(within(), () => { note(`${store.storeId} cut for ${lasts}`); line.cut(time.nowMs() + lasts); }); }
    for (let n = random.integer(0, 2); n > 0; n -= 1) time.at(within(), () => store.crash('a power cut'));
  }
  for (let epoch = 2, n = random.integer(2, 10); n > 0; n -= 1, epoch += 1) {
    const prices = PRODUCTS.filter(() => random.chance(0.6)).map((productId) => ({ productId, amountMinor: random.integer(100, 900), epoch }));
    const chosen = random.chance(0.5) ? null : storeIds.filter(() => random.chance(0.5));
    time.at(within(), () => void office.publish(chosen, prices).then(() => { for (const { store, line } of stores) if (!line.isCut() && random.chance(0.7)) store.life()?.poked(); }));
  }
  for (let n = random.integer(0, 3); n > 0; n -= 1) {
    const [from, lasts] = [within(), random.integer(100, 60_000)];
    time.at(from, office.goDown);
    time.at(from + lasts, office.comeUp);
  }

  await time.runUntil(() => false, START_MS + chaosMs + 65_000);
  note('calm');
  office.calm();
  for (const { store, line } of stores) { line.calm(); store.calm(); }
  const calmMs = time.nowMs();
  // A last publication and the periodic resynchronisation bring everybody what was missed.
  await time.runUntil(() => false, calmMs + 200_000);
  const quiet = await time.runUntil(() => stores.every(({ store }) => store.life()?.link.isUp() === true && store.life()!.waiting.backlog().entriesWaiting === 0), calmMs + QUIET_WITHIN_MS);
  const violations = quiet ? await judgeWorld(office, stores.map(({ store }) => store)) : ['It never became quiet'];
  const entries = Number((await office.db.selectFrom('journal').select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count);
  for (const violation of violations) note(`VIOLATION ${violation}`);
  const traceHash = traced.digest('hex');
  for (const { store } of stores) await store.close();
  await office.close();
  return { seed, stores: storeIds.length, entries, violations, traceHash, quietAfterMs: time.nowMs() - calmMs };
}
