/** What may have changed. Views name the topics they are made of and are computed anew when one is told. */
export type Topic = 'journal' | 'catalogue' | 'prices' | 'lanes' | 'scales' | 'devices' | 'labels' | 'forecast' | 'link' | 'pairing' | 'printing' | 'gate' | 'upkeep';

export interface Changes {
  tell(topic: Topic): void;
  /** Calls back, synchronously, on each told topic of `topics` until the returned function is called. */
  on(topics: readonly Topic[], heard: (topic: Topic) => void): () => void;
}

export function openChanges(): Changes {
  const listeners = new Map<Topic, Set<(topic: Topic) => void>>();
  return {
    tell(topic) {
      for (const heard of listeners.get(topic) ?? []) heard(topic);
    },
    on(topics, heard) {
      for (const topic of topics) {
        const set = listeners.get(topic) ?? new Set();
        listeners.set(topic, set.add(heard));
      }
      return () => topics.forEach((topic) => listeners.get(topic)?.delete(heard));
    },
  };
}
