import { z } from 'zod';

/** The store's own view of its link to head office, for its screens. `sinceMs`: when this state began, by the store's clock. */
export const linkView = z.object({
  state: z.enum(['not-enrolled', 'in-step', 'waiting', 'offline', 'refused']),
  /** Journal entries that head office has not acknowledged. */
  waiting: z.int().nonnegative(),
  /** When the oldest of them happened; null when none waits. */
  oldestMs: z.int().nonnegative().nullable(),
  sinceMs: z.int().nonnegative(),
});
export type LinkView = z.infer<typeof linkView>;
