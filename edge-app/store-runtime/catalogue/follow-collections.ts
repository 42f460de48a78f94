import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { RxCollection } from 'rxdb';
import { prepared } from '../prepared.ts';
import { applyDocument, createCatalogueTables, type ReferenceName } from './catalogue-tables.ts';

const PAGE = 500;

export interface CatalogueFollower {
  /** Resolves when everything the collections hold now is in the tables. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps the catalogue tables equal to the collections: each page of changed documents and its checkpoint go into one transaction,
 * so a power cut repeats a page and never skips one. `onApplied` is told which collections moved.
 */
export function followCollections(parts: {
  readonly connection: Database;
  readonly collections: Readonly<Record<ReferenceName, RxCollection>>;
  readonly onApplied: (collection: ReferenceName, ids: readonly string[]) => void;
  readonly onFailure: (error: unknown) => void;
}): CatalogueFollower {
  const { connection } = parts;
  createCatalogueTables(connection);
  let closed = false;
  const running = new Map<ReferenceName, Promise<void>>();

  async function follow(name: ReferenceName): Promise<void> {
    const storage = parts.collections[name].storageInstance;
    for (;;) {
      const saved = prepared(connection, 'SELECT checkpoint FROM catalogue_checkpoint WHERE collection = ?').get(name) as { checkpoint: string } | undefined;
      const changed = await storage.getChangedDocumentsSince!(PAGE, saved ? (JSON.parse(saved.checkpoint) as object) : undefined);
      if (closed || changed.documents.length === 0) return;
      connection.transaction(() => {
        for (const document of changed.documents as unknown as readonly (Record<string, unknown> & { id: string; _deleted: boolean })[]) {
          const { _deleted, _rev, _meta, _attachments, ...plain } = document;
          applyDocument(connection, name, plain as { id: string }, _deleted);
        }
        prepared(connection, 'INSERT OR REPLACE INTO catalogue_checkpoint (collection, checkpoint) VALUES (?, ?)').run(name, JSON.stringify(changed.checkpoint));
      })();
      parts.onApplied(name, changed.documents.map((document) => (document as unknown as { id: string }).id));
    }
  }

  /** One run per collection at a time; a change during a run is found by a second one. */
  function run(name: ReferenceName): Promise<void> {
    const next = (running.get(name) ?? Promise.resolve()).then(() => (closed ? undefined : follow(name))).catch(parts.onFailure);
    running.set(name, next);
    return next;
  }

  const names = Object.keys(parts.collections) as ReferenceName[];
  const subscriptions = names.map((name) => {
    let asked = false;
    return parts.collections[name].$.subscribe(() => {
      if (asked) return;
      asked = true;
      queueMicrotask(() => {
        asked = false;
        void run(name);
      });
    });
  });

  return {
    caughtUp: async () => void (await Promise.all(names.map(run))),
    async close() {
      closed = true;
      for (const subscription of subscriptions) subscription.unsubscribe();
      await Promise.all(running.values());
    },
  };
}
