const WINDOW_MS = 60_000;
const BOUND = 600;

/** How fast each store's entries arrive in this process: over the last minute, from at most 600 batches a store. */
export function openDrainPace(nowMs: () => number) {
  const batches = new Map<string, { readonly atMs: number; readonly entries: number }[]>();
  const recent = (storeId: string) => (batches.get(storeId) ?? []).filter(({ atMs }) => nowMs() - atMs < WINDOW_MS);
  return {
    note(storeId: string, entries: number): void { batches.set(storeId, [...recent(storeId).slice(-BOUND + 1), { atMs: nowMs(), entries }]); },
    /** How long `entriesWaiting` will take at that pace; null when none arrived. */
    expectedMs(storeId: string, entriesWaiting: number): number | null {
      if (entriesWaiting === 0) return 0;
      const seen = recent(storeId);
      const entries = seen.reduce((sum, batch) => sum + batch.entries, 0);
      if (entries === 0) return null;
      return Math.round((entriesWaiting * Math.max(1000, nowMs() - seen[0]!.atMs)) / entries);
    },
  };
}
export type DrainPace = ReturnType<typeof openDrainPace>;
