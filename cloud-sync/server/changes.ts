import type { CollectionName } from 'retail-model/replication/collections.ts';
import type { ChangeRelay } from './storage/cloud-storage.ts';

/** Something that a screen or a store may want to know. */
export type Change =
  | { readonly about: 'documents'; readonly collection: CollectionName; /** Null: every store. */ readonly storeIds: readonly string[] | null }
  | { readonly about: 'store'; readonly storeId: string }
  | { readonly about: 'administration' }
  | { readonly about: 'session-ended'; readonly sessionId: string }
  | { readonly about: 'device-revoked'; readonly deviceId: string };

/** Tells everybody in this process, and through the relay those in the others, what has been committed. Listeners are quick and never throw; at most 10,000 at a time. */
export function openChanges(relay: ChangeRelay | null) {
  const listeners = new Set<(change: Change) => void>();
  const tellHere = (change: Change) => { for (const listener of listeners) listener(change); };
  // Only our own server processes write there.
  relay?.subscribe((text) => tellHere(JSON.parse(text) as Change));
  return {
    tell(change: Change): void {
      tellHere(change);
      relay?.publish(JSON.stringify(change));
    },
    watch(listener: (change: Change) => void): () => void {
      if (listeners.size >= 10_000) throw new Error('More than 10,000 listeners to changes');
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
export type Changes = ReturnType<typeof openChanges>;
