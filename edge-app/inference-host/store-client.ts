import { WebSocket } from 'ws';
import { z } from 'zod';
import type { CommandInput, CommandName, QuestionAnswer, QuestionInput, QuestionName, ViewName, ViewSnapshot } from 'retail-model/api/store-contract.ts';

/** The store does not know this client any more: a new entry address is needed. */
export class StrangerError extends Error {}

/** The store as the inference host sees it: its contract over loopback, and nothing else of it. */
export interface StoreClient {
  /** Throws when the store cannot be reached or refuses. */
  ask<Q extends QuestionName>(question: Q, input: QuestionInput<Q>): Promise<QuestionAnswer<Q>>;
  send<C extends CommandName>(command: C, input: CommandInput<C>): Promise<void>;
  /** Every snapshot of a view until the signal aborts, through any number of broken connections. Rejects only with `StrangerError`. */
  watch<V extends ViewName>(view: V, onSnapshot: (snapshot: ViewSnapshot<V>) => void): Promise<void>;
}

export interface StoreClientParts {
  /** Opens one session, once. */
  readonly entryUrl: string;
  readonly signal: AbortSignal;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onTrouble: (event: string, detail: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** The store says `beat` every few seconds; this long without a word, the connection is dead. */
const SILENCE_MS = 45_000;
const LARGEST_MESSAGE_BYTES = 1024 * 1024;
const liveMessage = z.object({ as: z.int().optional(), snapshot: z.unknown().optional(), refused: z.string().optional() });

/** Enters the store, trying again for as long as it cannot be reached. Rejects with `StrangerError` when the address was used before. */
export async function enterStore(parts: StoreClientParts): Promise<StoreClient> {
  const { origin } = new URL(parts.entryUrl);
  const cookie = await againUntilReached(parts, 'enter', async () => {
    const answer = await fetch(parts.entryUrl, { redirect: 'manual', signal: AbortSignal.any([parts.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]) });
    const given = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (!given && answer.status >= 400 && answer.status < 500) throw new StrangerError(`${origin} let nobody in: ${answer.status}`);
    if (!given) throw new Error(`${origin} answered ${answer.status} without a session`);
    return given;
  });

  async function post(path: string, input: unknown): Promise<Response> {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json', cookie, origin }, body: JSON.stringify(input), signal: AbortSignal.any([parts.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    if (answer.ok) return answer;
    const text = (await answer.text()).slice(0, 300);
    if (answer.status === 401) throw new StrangerError(`${origin}${path}: ${text}`);
    throw new Error(`${origin}${path} answered ${answer.status}: ${text}`);
  }

  return {
    ask: async (question, input) => (await (await post(`/questions/${question}`, input)).json()) as never,
    send: async (command, input) => void (await post(`/commands/${command}`, input)),
    async watch(view, onSnapshot) {
      while (!parts.signal.aborted) {
        await againUntilReached(parts, `watch ${view}`, () => watchOnce(origin, cookie, parts.signal, view, (snapshot) => onSnapshot(snapshot as never)));
      }
    },
  };
}

/** Runs until the connection ends: normally when the signal aborts, with an error after any break, so that the caller waits and tries again. */
function watchOnce(origin: string, cookie: string, signal: AbortSignal, view: string, onSnapshot: (snapshot: unknown) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/live`, { headers: { cookie, origin }, maxPayload: LARGEST_MESSAGE_BYTES, handshakeTimeout: 10_000 });
    let silence = setTimeout(() => socket.terminate(), SILENCE_MS);
    const stop = (): void => socket.terminate();
    signal.addEventListener('abort', stop, { once: true });
    const end = (error: Error | null): void => {
      clearTimeout(silence);
      signal.removeEventListener('abort', stop);
      socket.terminate();
      if (signal.aborted || !error) resolve();
      else reject(error);
    };
    socket.on('open', () => socket.send(JSON.stringify({ as: 1, watch: view, params: {} })));
    socket.on('message', (bytes) => {
      clearTimeout(silence);
      silence = setTimeout(() => socket.terminate(), SILENCE_MS);
      const message = liveMessage.safeParse(parseJson(String(bytes)));
      if (!message.success || message.data.as !== 1) return;
      if (message.data.refused !== undefined) end(new StrangerError(`${view} refused: ${message.data.refused}`));
      else if (message.data.snapshot !== undefined) onSnapshot(message.data.snapshot);
    });
    socket.on('unexpected-response', (_request, answer) => end(answer.statusCode === 401 || answer.statusCode === 403 ? new StrangerError(`${origin}/live answered ${answer.statusCode}`) : new Error(`${origin}/live answered ${answer.statusCode}`)));
    socket.on('error', (error) => end(error));
    socket.on('close', () => end(new Error('the connection ended')));
  });
}

async function againUntilReached<T>(parts: StoreClientParts, what: string, attempt: () => Promise<T>): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof StrangerError || parts.signal.aborted) throw error;
      parts.onTrouble('store-unreachable', `${what}: ${error instanceof Error ? error.message : String(error)}; again in ${pauseMs} ms`);
      await parts.wait(pauseMs, parts.signal);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
