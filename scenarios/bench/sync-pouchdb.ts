import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

interface Pouch { bulkDocs(documents: readonly object[]): Promise<unknown>; info(): Promise<{ doc_count: number }>; close(): Promise<void>; readonly replicate: { to(other: Pouch, options: object): Promise<{ docs_written: number }>; from(other: Pouch, options: object): Promise<{ docs_written: number }> } }
type PouchConstructor = new (name: string) => Pouch;

const PACKAGES = ['pouchdb-node@9', 'express-pouchdb@4', 'express@4'] as const;
const INSTALL_WITHIN_MS = 300_000;
const BATCH = 500;
const PEER = '/node_modules/.cache/sync-peer';

/** The peer's packages, fetched from the npm registry into a cache when they are not there; null, and said aloud, when they cannot be had. */
export async function openPouchPeer(say: (text: string) => void, data: string) {
  const packages = path.join(path.resolve(import.meta.dirname, '../..'), PEER);
  if (!existsSync(path.join(packages, 'node_modules/express-pouchdb'))) {
    say(`fetching ${PACKAGES.join(' ')} into ${PEER.slice(1)} …`);
    mkdirSync(packages, { recursive: true });
    writeFileSync(path.join(packages, 'package.json'), '{"name":"sync-peer","private":true}');
    writeFileSync(path.join(packages, 'pouchdb.cjs'), "exports.PouchDB = require('pouchdb-node');\n");
    try {
      await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', ...PACKAGES], { cwd: packages, timeout: INSTALL_WITHIN_MS });
    } catch (error) {
      say(`PouchDB cannot be installed here, so its side is left out: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
      return null;
    }
  }
  const { PouchDB: Constructor } = createRequire(path.join(packages, 'package.json'))('./pouchdb.cjs') as { PouchDB: PouchConstructor };
  const serverData = path.join(data, 'pouch-server');
  mkdirSync(serverData, { recursive: true });
  const child = fork(new URL('sync-pouchdb.main.ts', import.meta.url), [packages, serverData], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const local = (name: string): Pouch => new Constructor(path.join(data, `pouch-${name}`));
  const remote = (name: string): Pouch => new Constructor(`http://127.0.0.1:${port}/${name}`);
  const put = async (into: Pouch, documents: Iterable<{ readonly id: string }>): Promise<void> => {
    let batch: object[] = [];
    for (const document of documents) {
      batch.push({ _id: document.id, ...document });
      if (batch.length === BATCH) { await into.bulkDocs(batch); batch = []; }
    }
    await into.bulkDocs(batch);
  };

  return {
    /** The time that its replication takes for the same documents, in its own batches of 500. Throws when they do not arrive. */
    async replicateMs(direction: 'pull' | 'push', documents: Iterable<{ readonly id: string }>, count: number): Promise<number> {
      const [near, far] = [local(direction), remote(direction)];
      await put(direction === 'pull' ? far : near, documents);
      const startedMs = performance.now();
      await (direction === 'pull' ? near.replicate.from(far, { batch_size: BATCH }) : near.replicate.to(far, { batch_size: BATCH }));
      const tookMs = performance.now() - startedMs;
      const { doc_count: arrived } = await (direction === 'pull' ? near : far).info();
      if (arrived !== count) throw new Error(`PouchDB moved ${arrived} of ${count} documents`);
      await near.close();
      return tookMs;
    },
    close(): void { child.disconnect(); },
  };
}
