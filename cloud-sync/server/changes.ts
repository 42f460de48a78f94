import type { CollectionName } from 'retail-model/replication/collections.ts';

/** Something that a screen or a store may want to know. */
export type Change =
  | { readonly about: 'documents'; readonly collection: CollectionName; /** Null: every store. */ readonly storeIds: readonly string[] | null }
  | { readonly about: 'store'; readonly storeId: string }
  | { readonly about: 'administration' }
  | { readonly about: 'device-revoked'; readonly deviceId: string };

/** Tells everybody in this process what has been committed. Listeners are quick and never throw; at most 10,000 at a time. */
export function openChanges() {
  const listeners = new Set<(change: Change) => void>();
  return {
    tell(change: Change): void { for (const listener of listeners) listener(change); },
    watch(listener: (change: Change) => void): () => void {
      if (listeners.size >= 10_000) throw new Error('More than 10,000 listeners to changes');
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
  };
}
export type Changes = ReturnType<typeof openChanges>;
