import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import { openEmbeddedStorage } from 'cloud-sync/server/storage/embedded-storage.ts';
import { EVERY_STORE, putDocuments } from 'cloud-sync/server/storage/reference-documents.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { Product } from 'retail-model/catalog/documents.ts';
import { newDeviceKey, openTestStore, saleBody, until } from '../head-office/store-and-head-office.ts';
import { forkHeadOffice } from '../sync/head-office-process.ts';

const PUT_TOGETHER = 5000;
const SETTLE_BOUND_MS = 15 * 60_000;

export interface OurTimes { readonly pullMs: number; readonly pushMs: number; readonly entries: readonly JournalEntry[]; readonly visibleMs: readonly number[] }

/**
 * The real store half (RxDB on its SQLite, every commit synced) and a real head office in its own process: all products down, then a backlog up,
 * then single sales until a browser's live connection shows them.
 */
export async function ourTimes(folder: string, products: readonly Product[], entryCount: number, glassSales: number): Promise<OurTimes> {
  mkdirSync(path.join(folder, 'cloud'), { recursive: true });
  const storage = await openEmbeddedStorage(path.join(folder, 'cloud', 'head-office.sqlite'));
  for (let at = 0; at < products.length; at += PUT_TOGETHER) {
    await storage.write((transaction) => putDocuments(transaction, products.slice(at, at + PUT_TOGETHER).map((body) => ({ collection: 'products' as const, scope: EVERY_STORE, body })), 1));
  }
  await storage.close();

  let office = await forkHeadOffice(folder);
  const { port, origin } = office;
  const code = await office.newStore('s001');
  const startedMs = performance.now();
  const store = await openTestStore({ folder: path.join(folder, 'store'), storeId: 's001', origin, privateKey: newDeviceKey(), code });
  try {
    await until(() => store.collections.products.count().exec(), (count) => count >= products.length, SETTLE_BOUND_MS);
    const pullMs = performance.now() - startedMs;
    await until(() => store.replication.link(), (link) => link.state === 'in-step', SETTLE_BOUND_MS);

    await office.close();
    await until(() => store.replication.link().state, (state) => state === 'offline');
    const entries: JournalEntry[] = [];
    for (let n = 0; n < entryCount; n += 250) entries.push(...(await store.journal.appendAll('lane1', Array.from({ length: Math.min(250, entryCount - n) }, () => ({ kind: 'sale-completed', body: saleBody(1) }) as const))));
    office = await forkHeadOffice(folder, port);
    await until(() => store.replication.link().state, (state) => state === 'waiting', 60_000);
    const connectedMs = performance.now();
    await until(() => store.replication.link(), (link) => link.state === 'in-step' && link.waiting === 0, SETTLE_BOUND_MS);
    const pushMs = performance.now() - connectedMs;

    const glass = await openGlass(await office.entryUrl(), origin);
    const visibleMs: number[] = [];
    for (let n = 0; n < glassSales; n += 1) {
      const id = await store.sell('lane2', 1);
      const committedMs = performance.now();
      visibleMs.push((await glass.shown(id)) - committedMs);
    }
    glass.close();
    return { pullMs, pushMs, entries, visibleMs };
  } finally {
    await store.close();
    await office.close();
  }
}

/** The live connection of a head-office screen that shows one store: when each sale was in a picture of it. */
async function openGlass(entryUrl: string, origin: string) {
  const entered = await fetch(entryUrl, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { cookie, origin } });
  const waiting = new Map<string, (atMs: number) => void>();
  const seen = new Map<string, number>();
  await new Promise<void>((resolve, reject) => { socket.once('open', () => resolve()); socket.once('error', reject); });
  socket.on('message', (bytes: Buffer) => {
    const text = bytes.toString();
    for (const [id, resolve] of waiting) if (text.includes(id)) { waiting.delete(id); resolve(performance.now()); }
    for (const [id] of text.matchAll(/s001-lane2-\d{10}/g)) if (!seen.has(id)) seen.set(id, performance.now());
  });
  socket.send(JSON.stringify({ as: 1, watch: 'store', params: { storeId: 's001' } }));
  return {
    shown: (id: string): Promise<number> => new Promise((resolve) => { const already = seen.get(id); if (already === undefined) waiting.set(id, resolve); else resolve(already); }),
    close(): void { socket.close(); },
  };
}
