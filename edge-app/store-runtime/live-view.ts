import type { Changes, Topic } from './changes.ts';

/**
 * A view as a screen watches it: pushed at once, then after every told topic, at most once per `restMs` (0: at once, for what a person
 * waits for with a finger on the glass). The last change is never swallowed.
 */
export function liveView<Snapshot>(changes: Changes, topics: readonly Topic[], restMs: number, later: (ms: number, task: () => void) => () => void, compute: () => Snapshot, push: (snapshot: Snapshot) => void): () => void {
  let resting: (() => void) | null = null;
  let again = false;
  const show = (): void => push(compute());
  const rest = (): void => {
    resting = later(restMs, () => {
      resting = null;
      if (!again) return;
      again = false;
      show();
      rest();
    });
  };
  show();
  const stop = changes.on(topics, () => {
    if (restMs === 0) return show();
    if (resting) {
      again = true;
      return;
    }
    show();
    rest();
  });
  return () => {
    stop();
    resting?.();
  };
}
