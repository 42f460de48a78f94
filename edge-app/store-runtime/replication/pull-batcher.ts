import type { CollectionName } from 'retail-model/replication/collections.ts';
import { pullAnswer, type Checkpoint, type pullPage } from 'retail-model/replication/wire.ts';
import type { z } from 'zod';
import type { Link } from './link.ts';

type Page = z.infer<typeof pullPage>;
interface Asked { readonly checkpoint: Checkpoint | null; readonly limit: number; readonly resolve: (page: Page) => void; readonly reject: (error: unknown) => void }

/** Pulls that are asked for within this time travel together. */
const GATHER_MS = 5;
/** What is refused although it cannot be is asked again after this: a bug must not become a storm. */
const STRANGE_REFUSAL_PAUSE_MS = 60_000;

/** Joins the pulls of all collections into one request. One pull a collection at a time, as RxDB asks. */
export function openPullBatcher(link: Link, wait: (ms: number, signal: AbortSignal) => Promise<void>, onRefused: (detail: string) => void, signal: AbortSignal) {
  let gathered = new Map<CollectionName, Asked>();
  let gathering = false;

  async function send(): Promise<void> {
    await wait(GATHER_MS, signal);
    const asked = gathered;
    gathered = new Map();
    gathering = false;
    try {
      for (;;) {
        const body = { collections: Object.fromEntries([...asked].map(([name, { checkpoint, limit }]) => [name, { checkpoint, limit }])) };
        const answer = await link.ask('/sync/pull', body, pullAnswer, signal);
        if (answer.ok) {
          for (const [name, { resolve, reject }] of asked) {
            const page = answer.value.collections[name];
            if (page === undefined) reject(new Error(`Head office did not answer for ${name}`));
            else resolve(page);
          }
          return;
        }
        onRefused(JSON.stringify(answer.error));
        await wait(STRANGE_REFUSAL_PAUSE_MS, signal);
      }
    } catch (error) {
      for (const { reject } of asked.values()) reject(error);
    }
  }

  return (name: CollectionName, checkpoint: Checkpoint | null, limit: number): Promise<Page> => new Promise((resolve, reject) => {
    gathered.set(name, { checkpoint, limit, resolve, reject });
    if (gathering) return;
    gathering = true;
    send().catch((error: unknown) => { for (const one of gathered.values()) one.reject(error); gathered = new Map(); gathering = false; });
  });
}
export type PullPage = ReturnType<typeof openPullBatcher>;
