import { fail, ok, type Result } from 'retail-model/result.ts';
import type { z } from 'zod';

/** What a screen may do, watch and ask: the shape that the store's and head office's contracts share. */
export interface ScreenContract {
  readonly commands: Readonly<Record<string, { readonly input: z.ZodType; readonly result?: z.ZodType }>>;
  readonly views: Readonly<Record<string, { readonly params: z.ZodType; readonly snapshot: z.ZodType }>>;
  readonly questions?: Readonly<Record<string, { readonly input: z.ZodType; readonly answer: z.ZodType }>>;
}
export type CommandOf<C extends ScreenContract> = keyof C['commands'] & string;
export type ViewOf<C extends ScreenContract> = keyof C['views'] & string;
export type QuestionOf<C extends ScreenContract> = keyof NonNullable<C['questions']> & string;
export type InputOf<C extends ScreenContract, N extends CommandOf<C>> = z.infer<C['commands'][N]['input']>;
export type ResultOf<C extends ScreenContract, N extends CommandOf<C>> = C['commands'][N] extends { readonly result: infer R extends z.ZodType } ? z.infer<R> : unknown;
export type ParamsOf<C extends ScreenContract, N extends ViewOf<C>> = z.infer<C['views'][N]['params']>;
export type SnapshotOf<C extends ScreenContract, N extends ViewOf<C>> = z.infer<C['views'][N]['snapshot']>;
type Questions<C extends ScreenContract> = NonNullable<C['questions']>;
export type AskedOf<C extends ScreenContract, N extends QuestionOf<C>> = z.infer<Questions<C>[N]['input']>;
export type AnswerOf<C extends ScreenContract, N extends QuestionOf<C>> = z.infer<Questions<C>[N]['answer']>;

export type Connection = 'connecting' | 'live' | 'lost';

/** Why a command or question was not done. `kind` is the server's, or 'unreachable' when no answer came; the words are in `text/refusal-words.ts`. */
export interface Refusal { readonly kind: string; readonly detail: string }

export interface Watcher<S> { readonly show: (snapshot: S) => void; readonly refused: (kind: string) => void }

export interface ScreenClient<C extends ScreenContract> {
  readonly send: <N extends CommandOf<C>>(command: N, input: InputOf<C, N>) => Promise<Result<ResultOf<C, N>, Refusal>>;
  readonly ask: <N extends QuestionOf<C>>(question: N, input: AskedOf<C, N>) => Promise<Result<AnswerOf<C, N>, Refusal>>;
  /** Shows whole snapshots, newest wins, from now until the returned function is called. */
  readonly watch: <N extends ViewOf<C>>(view: N, params: ParamsOf<C, N>, watcher: Watcher<SnapshotOf<C, N>>) => () => void;
  readonly connection: () => Connection;
  readonly onConnection: (changed: () => void) => () => void;
  readonly close: () => void;
}

/** The sockets a client may use: the browser's, or the `ws` package's under Node. */
export interface ClientSocket {
  readyState: number;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  send: (text: string) => void;
  close: () => void;
}

export interface ScreenClientParts {
  /** Where the server is: `http://127.0.0.1:8400`, without a slash at the end. */
  readonly origin: string;
  /** Path in front of `/commands`, `/questions` and `/live`: '' at a store. */
  readonly base: string;
  readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
  readonly openSocket: (url: string) => ClientSocket;
  readonly random: () => number;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 4_000;
/** A server that beats does so every 15 s; twice that without a word is a dead connection that TCP has not noticed. */
const LONGEST_SILENCE_MS = 30_000;
const LONGEST_ANSWER_MS = 15_000;
const SOCKET_OPEN = 1;

/**
 * Connects a screen to its server and stays connected: every watch is renewed after a break and begins with a whole snapshot,
 * so nothing is patched or replayed. Retries wait 250 ms, doubling to 4 s, each spread by half so that screens do not return in step.
 */
export function connectScreen<C extends ScreenContract>(parts: ScreenClientParts): ScreenClient<C> {
  const watches = new Map<number, { readonly view: string; readonly params: unknown; readonly watcher: Watcher<never> }>();
  const listeners = new Set<() => void>();
  let connection: Connection = 'connecting';
  let socket: ClientSocket | null = null;
  let nextAs = 1;
  let retryMs = FIRST_RETRY_MS;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;
  let silenceTimer: ReturnType<typeof setTimeout> | null = null;
  let closed = false;

  const become = (now: Connection): void => {
    if (connection === now) return;
    connection = now;
    for (const listener of listeners) listener();
  };
  const tell = (message: unknown): void => {
    if (socket?.readyState === SOCKET_OPEN) socket.send(JSON.stringify(message));
  };
  const dropped = (from: ClientSocket): void => {
    if (from !== socket) return;
    socket = null;
    if (silenceTimer) clearTimeout(silenceTimer);
    silenceTimer = null;
    if (closed) return;
    become('lost');
    retryTimer = setTimeout(open, retryMs * (0.5 + parts.random()));
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };
  const expectBeat = (from: ClientSocket): void => {
    if (silenceTimer) clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => { dropped(from); from.close(); }, LONGEST_SILENCE_MS);
  };
  const heard = (from: ClientSocket, data: unknown): void => {
    const message = messageOf(data);
    if (!message) return;
    if (message.beat === true || silenceTimer) expectBeat(from);
    const watcher = typeof message.as === 'number' ? watches.get(message.as)?.watcher : undefined;
    if (!watcher) return;
    if ('snapshot' in message) watcher.show(message.snapshot as never);
    else if (typeof message.refused === 'string') watcher.refused(message.refused);
  };
  const open = (): void => {
    const opening = parts.openSocket(`${parts.origin.replace(/^http/, 'ws')}${parts.base}/live`);
    socket = opening;
    opening.onopen = () => {
      if (opening !== socket) return;
      retryMs = FIRST_RETRY_MS;
      become('live');
      for (const [as, { view, params }] of watches) tell({ as, watch: view, params });
    };
    opening.onmessage = ({ data }) => { if (opening === socket) heard(opening, data); };
    opening.onclose = () => { dropped(opening); };
    // A socket that fails also closes; without a listener the `ws` package would throw.
    opening.onerror = () => {};
  };
  const post = async (kind: 'commands' | 'questions', name: string, body: unknown): Promise<Result<never, Refusal>> => {
    try {
      const response = await parts.fetch(`${parts.origin}${parts.base}/${kind}/${name}`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin', signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
      });
      const text = await response.text();
      if (response.ok) return ok((text === '' ? null : JSON.parse(text)) as never);
      return fail(refusalOf(response.status, text));
    } catch (cause) {
      return fail({ kind: 'unreachable', detail: String(cause) });
    }
  };
  open();
  return {
    send: (command, input) => post('commands', command, input),
    ask: (question, input) => post('questions', question, input),
    watch(view, params, watcher) {
      const as = nextAs++;
      watches.set(as, { view, params, watcher: watcher as Watcher<never> });
      tell({ as, watch: view, params });
      return () => {
        if (watches.delete(as)) tell({ as, unwatch: true });
      };
    },
    connection: () => connection,
    onConnection(changed) {
      listeners.add(changed);
      return () => { listeners.delete(changed); };
    },
    close() {
      closed = true;
      if (retryTimer) clearTimeout(retryTimer);
      if (silenceTimer) clearTimeout(silenceTimer);
      socket?.close();
      become('lost');
    },
  };
}

interface LiveMessage { readonly as?: unknown; readonly snapshot?: unknown; readonly refused?: unknown; readonly beat?: unknown }

function messageOf(data: unknown): LiveMessage | null {
  try {
    const message: unknown = JSON.parse(String(data));
    return typeof message === 'object' && message !== null ? message : null;
  } catch {
    return null;
  }
}

function refusalOf(status: number, text: string): Refusal {
  try {
    const { kind, detail } = JSON.parse(text) as { kind?: unknown; detail?: unknown };
    if (typeof kind === 'string') return { kind, detail: typeof detail === 'string' ? detail : '' };
  } catch {
    // Not ours: a proxy or a server on its way down answered. The status says enough.
  }
  return { kind: status === 401 ? 'no-session' : status === 404 ? 'not-found' : 'internal', detail: `HTTP ${status}` };
}
