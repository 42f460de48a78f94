import path from 'node:path';
import { seededRandom } from 'simulators/seeded-random.ts';
import { durationFigure, percentile, thisMachine, type BenchReport } from './bench-report.ts';
import { longTradedStore, openLongTraded, soldBody } from './long-traded-store.ts';
import { rawDurableWriteMs } from './raw-durable-write.ts';

const PRODUCTS = 50_000;
const COMMITS = 2_000;
const WARM_UP = 100;
const GOAL_MS = 30;

/** A sale's commit in a store that holds so many entries: basket priced → entry fsynced → every follower of the lane's screen, beside the same bytes written durably by raw better-sqlite3. */
export async function benchCommit(folder: string, entries: number, say: (text: string) => void): Promise<BenchReport> {
  const place = await longTradedStore(folder, entries, PRODUCTS, say);
  const clock = { nowMs: Date.now() };
  const data = await openLongTraded(place, clock);
  const random = seededRandom(clock.nowMs % 100_000);
  const tookMs: number[] = [];
  const texts: string[] = [];
  for (let sale = 0; sale < COMMITS + WARM_UP; sale += 1) {
    clock.nowMs += 1_000;
    const body = soldBody(random, PRODUCTS, `bench-${clock.nowMs}`, `bench-${clock.nowMs}`);
    const started = performance.now();
    const entry = await data.facts.record('lane1', 'sale-completed', body);
    const followed = data.followers.states().every((one) => one.state === 'current');
    tookMs.push(performance.now() - started);
    if (!followed) throw new Error('A follower had not seen the sale when its writer was answered');
    texts.push(JSON.stringify(entry));
  }
  const present = data.journal.heads().reduce((sum, { sequence }) => sum + sequence, 0);
  await data.close();
  const raw = rawDurableWriteMs(path.join(place.dataFolder, 'raw.sqlite'), place.key, texts).slice(WARM_UP);
  const committed = tookMs.slice(WARM_UP);
  const against = (share: number) => ({ name: 'raw better-sqlite3, the same bytes, FULL, encrypted', valueMs: percentile(raw, share) });
  return {
    bench: 'commit',
    machine: { ...thisMachine(), entries: present, products: PRODUCTS, commits: COMMITS },
    figures: [durationFigure('sale on the disk and followed, p50', percentile(committed, 0.5), against(0.5), GOAL_MS), durationFigure('sale on the disk and followed, p99', percentile(committed, 0.99), against(0.99), GOAL_MS)],
  };
}
