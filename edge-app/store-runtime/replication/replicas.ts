import type { RxCollection } from 'rxdb/plugins/core';
import { collectionNames, collections, type CollectionName } from 'retail-model/replication/collections.ts';
import type { Link } from './link.ts';
import { openPullBatcher } from './pull-batcher.ts';
import { pullCollection } from './pull-collection.ts';
import type { PullPagesParts } from './pull-pages.ts';
import { pushJournal } from './push-journal.ts';
import type { ReplicationLog } from './start-replication.ts';

export interface ReplicaParts {
  readonly collections: Readonly<Record<CollectionName, RxCollection>>;
  readonly databaseEpoch: string;
  readonly link: Link;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: ReplicationLog;
  readonly onProgress: () => void;
  readonly keepDocument: PullPagesParts['keepDocument'];
}

/** Pokes of a burst cost one pull. */
const POKE_GATHER_MS = 60;
/** After a page is stored the next question tells head office how far this store is. */
const CONFIRM_MS = 400;

/**
 * Every collection's replication in one life of head office's database. The epoch is part of their identifier: with another one
 * RxDB begins anew and pushes again what a restored head office has lost.
 */
export async function openReplicas({ collections: held, databaseEpoch, link, wait, log, onProgress, keepDocument }: ReplicaParts) {
  const ending = new AbortController();
  const { signal } = ending;
  const identifier = `head-office/${databaseEpoch}`;
  const onRefused = (detail: string) => log.error('head-office-refused', { detail });
  const pullPage = openPullBatcher(link, wait, onRefused, signal);
  const soon = new Set<CollectionName>();

  const pulls = new Map(collectionNames.filter((name) => collections[name].direction === 'from-head-office').map((name) => [name, pullCollection({
    name, collection: held[name], identifier, pullPage, wait, keepDocument, signal,
    onRefusedDocument: (collection, id, detail) => log.warn('document-not-readable', { collection, id, detail }),
    onError: (collection, error) => { if (!signal.aborted) log.error('pull-failed', { collection, error: String(error) }); },
    onPulled: () => { resyncSoon(name, CONFIRM_MS); onProgress(); },
  })]));
  const journal = await pushJournal({
    collection: held.journal, identifier, databaseEpoch, link, wait, onRefused, signal,
    onQuarantined: (id, reason) => log.error('entry-quarantined', { id, reason }),
    onError: (error) => { if (!signal.aborted) log.error('push-failed', { error: String(error) }); },
    onAcknowledged: onProgress,
  });

  function resyncSoon(name: CollectionName, afterMs: number): void {
    if (soon.has(name)) return;
    soon.add(name);
    wait(afterMs, signal).then(() => { soon.delete(name); pulls.get(name)?.resync(); }, () => undefined);
  }

  return {
    waiting: journal.waiting,
    poked: (name: CollectionName): void => resyncSoon(name, POKE_GATHER_MS),
    resyncAll(): void {
      for (const pull of pulls.values()) pull.resync();
      journal.resync();
    },
    pause: journal.pause,
    resume: journal.resume,
    async close(): Promise<void> {
      ending.abort(new Error('Replication is closed'));
      await Promise.all([journal.close(), ...[...pulls.values()].map((pull) => pull.close())]);
    },
  };
}
export type Replicas = Awaited<ReturnType<typeof openReplicas>>;
