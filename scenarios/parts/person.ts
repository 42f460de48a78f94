import { WebSocket } from 'ws';
import type { CommandInput, CommandName, QuestionAnswer, QuestionInput, QuestionName, ViewName, ViewParams, ViewSnapshot } from 'retail-model/api/store-contract.ts';

/** Somebody at a screen of the store, without the screen: the same entry code, cookie, commands and live views. */
export interface Person {
  readonly origin: string;
  readonly cookie: string;
  /** Rejects with the refusal's kind and detail when the store says no. */
  send<C extends CommandName>(command: C, input: CommandInput<C>): Promise<void>;
  ask<Q extends QuestionName>(question: Q, input: QuestionInput<Q>): Promise<QuestionAnswer<Q>>;
  /** The newest snapshot for which `good` holds; rejects after `withinMs` with what was seen last. */
  until<V extends ViewName>(view: V, params: ViewParams<V>, what: string, good: (snapshot: ViewSnapshot<V>) => boolean, withinMs?: number): Promise<ViewSnapshot<V>>;
  leave(): void;
}

const USUAL_PATIENCE_MS = 15_000;

/** Opens `entryUrl` (one use) as a browser would and keeps its session. */
export async function enterStore(entryUrl: string): Promise<Person> {
  const { origin } = new URL(entryUrl);
  const entered = await fetch(entryUrl, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  if (cookie === '') throw new Error(`${origin} let nobody in: ${entered.status}`);
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/live`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let nextAs = 1;
  const watches = new Map<number, { latest: unknown; heard: () => void; refused: string | null }>();
  const asByView = new Map<string, number>();
  socket.on('error', () => undefined);
  socket.on('message', (bytes) => {
    const answer = JSON.parse(String(bytes)) as { as?: number; snapshot?: unknown; refused?: string };
    const watch = answer.as === undefined ? undefined : watches.get(answer.as);
    if (!watch) return;
    if (answer.refused) watch.refused = answer.refused;
    else watch.latest = answer.snapshot;
    watch.heard();
  });

  async function post(path: string, input: unknown): Promise<Response> {
    const response = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', cookie, origin }, body: JSON.stringify(input) });
    if (response.ok) return response;
    const refusal = (await response.json().catch(() => ({}))) as { kind?: string; detail?: string };
    throw new Error(`${path} refused: ${refusal.kind ?? response.status} ${refusal.detail ?? ''}`);
  }

  return {
    origin,
    cookie,
    send: async (command, input) => void (await post(`/commands/${command}`, input)),
    ask: async (question, input) => (await (await post(`/questions/${question}`, input)).json()) as never,
    until(view, params, what, good, withinMs = USUAL_PATIENCE_MS) {
      const key = `${view} ${JSON.stringify(params)}`;
      let as = asByView.get(key);
      if (as === undefined) {
        as = nextAs++;
        asByView.set(key, as);
        watches.set(as, { latest: undefined, heard: () => undefined, refused: null });
        socket.send(JSON.stringify({ as, watch: view, params }));
      }
      const watch = watches.get(as)!;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`Waited ${withinMs} ms for: ${what}. Last seen: ${JSON.stringify(watch.latest)?.slice(0, 1500)}`)), withinMs);
        const look = (): void => {
          if (watch.refused) {
            clearTimeout(late);
            reject(new Error(`View ${view} refused: ${watch.refused}`));
          } else if (watch.latest !== undefined && good(watch.latest as never)) {
            clearTimeout(late);
            watch.heard = () => undefined;
            resolve(watch.latest as never);
          } else watch.heard = look;
        };
        look();
      });
    },
    leave: () => socket.terminate(),
  };
}
