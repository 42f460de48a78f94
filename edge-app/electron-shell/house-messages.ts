import { z } from 'zod';

/**
 * The five messages between a process of the house and whoever started it: out `ready`, `heartbeat`, `fatal`; in `shut-down`, `lock`.
 * They are parsed here although the sender is our own: what a process that went wrong says must not take the shell with it.
 */
const loopbackUrl = z.url({ protocol: /^http$/ }).max(2_000).refine((url) => new URL(url).hostname === '127.0.0.1', 'is not on this machine');

const entryUrl = z.object({ screen: z.string().max(40), role: z.string().max(20), url: loopbackUrl });
export type EntryUrl = z.infer<typeof entryUrl>;

/** What the store runtime says when its doors are open; each address opens one session, once. */
export const storeReady = z.object({ kind: z.literal('ready'), origin: loopbackUrl, entryUrls: z.array(entryUrl).min(1).max(100), inferenceUrl: loopbackUrl });
export type StoreReady = z.infer<typeof storeReady>;

export const fromProcess = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('heartbeat') }),
  z.object({ kind: z.literal('fatal'), detail: z.string().transform((detail) => detail.slice(0, 2_000)) }),
]);

export type ToProcess = { readonly kind: 'shut-down' } | { readonly kind: 'lock' };
