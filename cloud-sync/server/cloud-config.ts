import { z } from 'zod';

/** Everything that is set from outside, parsed once at the start. */
export const cloudConfig = z.object({
  /** Where the embedded database lies. */
  dataFolder: z.string().min(1),
  /** PostgreSQL, for a chain; null: the embedded database in `dataFolder`. */
  databaseUrl: z.string().startsWith('postgres').nullable(),
  host: z.string().min(1),
  /** 0: the system chooses. */
  port: z.int().min(0).max(65_535),
  /** How people and stores reach this server when something in front of it ends TLS; null: as it listens. */
  publicOrigin: z.url().nullable(),
  /** Where the built screens lie (`hq/`, `assets/`); null: no screens. */
  screensFolder: z.string().nullable(),
  /** Invented goods, members and staff in an empty database, with PINs that are printed. */
  demo: z.boolean(),
  /** Enrolments, sessions and entries of one address in a minute. */
  accessRatePerMinute: z.int().positive(),
  /** Sign-ins that one address may try in a minute. */
  signInRatePerMinute: z.int().positive().default(30),
  /** Who may read `/metrics` besides this machine itself: whoever bears this token; null: nobody. */
  metricsToken: z.string().min(16).max(200).nullable().default(null),
  heartbeatMs: z.int().positive(),
});
export type CloudConfig = z.infer<typeof cloudConfig>;
/** As it is written: what has a usual value may be left out. */
export type CloudConfigInput = z.input<typeof cloudConfig>;
