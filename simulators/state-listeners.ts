/** Tells whoever watches that a device's state is another; they read the state themselves. */
export interface StateListeners {
  changed(): void;
  onChange(listener: () => void): () => void;
}

export function openStateListeners(): StateListeners {
  const listeners = new Set<() => void>();
  return {
    changed: () => listeners.forEach((listener) => listener()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
