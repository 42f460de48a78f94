import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoProducts } from 'cloud-sync/server/demo-catalogue/demo-catalogue.ts';
import type { Product } from 'retail-model/catalog/documents.ts';
import { percentile, thisMachine, type BenchFigure, type BenchReport } from './bench-report.ts';
import { copyLimitMs } from './sync-copy.ts';
import { costOfEntries } from './sync-growth.ts';
import { ourTimes } from './sync-ours.ts';
import { openPouchPeer } from './sync-pouchdb.ts';

const TIMES_THE_PEER = 5;
const VISIBLE_WITHIN_MS = 1000;
const FLAT_WITHIN = 1.2;
const GLASS_SALES = 100;
const SMALLEST_GROWTH = 10_000;

/**
 * A store and its head office beside PouchDB and PouchDB-server with the same documents, and beside plain HTTP and COPY as the limit; one after the other in
 * one run. `size`: documents and entries; `growTo`: the largest journal at head office.
 */
export async function benchSync(size: number, growTo: number, say: (text: string) => void): Promise<BenchReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-sync-'));
  try {
    const products = Array.from({ length: size }, (_, n): Product => ({ ...demoProducts[n % demoProducts.length]!, id: `made-up-${n}`, gtin: String(20_000_000_000_000 + n) }));
    const ours = await ourTimes(folder, products, size, GLASS_SALES);
    say(`ours: pull ${Math.round(ours.pullMs)} ms, push ${Math.round(ours.pushMs)} ms`);
    const [pulled, pushed] = [await copyLimitMs(() => products), await copyLimitMs(() => ours.entries)];
    say(`HTTP and COPY: out ${Math.round(pulled.outMs)} ms, in ${Math.round(pushed.inMs)} ms`);
    const peer = await openPouchPeer(say, folder);
    const peerTimes = peer === null ? null : { pullMs: await peer.replicateMs('pull', products, size), pushMs: await peer.replicateMs('push', ours.entries, size) };
    peer?.close();
    const costs = await costOfEntries(folder, [SMALLEST_GROWTH, 100_000, 1_000_000, 5_000_000].filter((entries) => entries === SMALLEST_GROWTH || entries <= growTo), say);

    const rate = (ms: number): number => Math.round((size / ms) * 1000);
    const beside = (name: string, ms: number, against: string, againstMs: number, goal: number): BenchFigure => {
      const ratio = Number((againstMs / ms).toFixed(2));
      return { name, value: rate(ms), unit: 'per second', against, againstValue: rate(againstMs), ratio, goal: goal > 0 ? `at least ${goal} times it` : 'for comparison', met: ratio >= goal };
    };
    const pouch = 'PouchDB and PouchDB-server, the same documents';
    const visibleMs = Math.round(percentile(ours.visibleMs, 0.95));
    return {
      bench: 'sync',
      machine: { ...thisMachine(), documents: size, peer: peerTimes === null ? 'not installed: left out' : pouch },
      figures: [
        ...(peerTimes === null ? [] : [
          beside(`initial pull of ${size} products`, ours.pullMs, pouch, peerTimes.pullMs, TIMES_THE_PEER),
          beside(`push of ${size} journal entries`, ours.pushMs, pouch, peerTimes.pushMs, TIMES_THE_PEER),
        ]),
        beside(`initial pull of ${size} products`, ours.pullMs, 'plain HTTP and COPY TO of the same bytes', pulled.outMs, 0),
        beside(`push of ${size} journal entries`, ours.pushMs, 'plain HTTP and COPY FROM of the same bytes', pushed.inMs, 0),
        { name: 'commit in the store → in a head-office browser’s picture, p95', value: visibleMs, unit: 'ms', against: 'its p50', againstValue: Math.round(percentile(ours.visibleMs, 0.5)), ratio: Number((visibleMs / percentile(ours.visibleMs, 0.5)).toFixed(2)), goal: `below ${VISIBLE_WITHIN_MS} ms`, met: visibleMs < VISIBLE_WITHIN_MS },
        ...costs.slice(1).map(({ entries, microsecondsPerEntry }): BenchFigure => {
          const ratio = Number((microsecondsPerEntry / costs[0]!.microsecondsPerEntry).toFixed(2));
          return { name: `one more entry at head office with ${entries} there`, value: microsecondsPerEntry, unit: 'µs', against: `with ${SMALLEST_GROWTH} there`, againstValue: costs[0]!.microsecondsPerEntry, ratio, goal: `at most ${FLAT_WITHIN} times it`, met: ratio <= FLAT_WITHIN };
        }),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
