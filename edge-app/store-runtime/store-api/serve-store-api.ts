import type { Express, Request, Response } from 'express';
import express from 'express';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import {
  liveRequest, storeContract, type AccessRole, type CommandInput, type CommandName, type QuestionAnswer, type QuestionInput, type QuestionName, type ViewName, type ViewParams, type ViewSnapshot,
} from 'retail-model/api/store-contract.ts';
import { refusalOf } from '../access/request-guard.ts';
import type { AccessSession, Sessions } from '../access/sessions.ts';
import { Refusal } from './refusal.ts';

export type StoreHandlers = {
  readonly commands: { readonly [C in CommandName]: (input: CommandInput<C>, session: AccessSession) => Promise<void> };
  readonly questions: { readonly [Q in QuestionName]: (input: QuestionInput<Q>, session: AccessSession) => Promise<QuestionAnswer<Q>> };
  /** Each calls `push` at once and on every change until the returned function is called. */
  readonly views: { readonly [V in ViewName]: (params: ViewParams<V>, push: (snapshot: ViewSnapshot<V>) => void, session: AccessSession) => () => void };
};

export interface StoreApiParts {
  readonly sessions: Sessions;
  readonly handlers: StoreHandlers;
  readonly allowed: () => { readonly hosts: ReadonlySet<string>; readonly origins: ReadonlySet<string> };
  readonly onFailure: (doing: string, error: unknown) => void;
}

const BODY_LIMIT = '8mb';
const WATCHES_PER_SCREEN = 32;
/** A screen that does not read for so long a queue is cut; it comes back with whole snapshots. */
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;

/** Routes of the contract: `POST /commands/<name>`, `POST /questions/<name>`. */
export function serveContract(app: Express, parts: StoreApiParts): void {
  app.use(['/commands', '/questions'], express.json({ limit: BODY_LIMIT }));
  for (const name of Object.keys(storeContract.commands) as CommandName[]) {
    app.post(`/commands/${name}`, (request, response) => answer(request, response, name, storeContract.commands[name], async (input, session) => {
      await (parts.handlers.commands[name] as (input: unknown, session: AccessSession) => Promise<void>)(input, session);
      response.status(204).end();
    }, parts));
  }
  for (const name of Object.keys(storeContract.questions) as QuestionName[]) {
    app.post(`/questions/${name}`, (request, response) => answer(request, response, name, storeContract.questions[name], async (input, session) => {
      response.json(await (parts.handlers.questions[name] as (input: unknown, session: AccessSession) => Promise<unknown>)(input, session));
    }, parts));
  }
}

interface Door { readonly roles: readonly AccessRole[]; readonly input: z.ZodType }

async function answer(request: Request, response: Response, name: string, door: Door, then: (input: unknown, session: AccessSession) => Promise<void>, parts: StoreApiParts): Promise<void> {
  try {
    const held = parts.sessions.of(request.headers.cookie);
    if (held.length === 0) throw new Refusal('no-session', 'Open this screen by its entry address first');
    const parsed = door.input.safeParse(request.body);
    if (!parsed.success) throw new Refusal('bad-input', z.prettifyError(parsed.error));
    await then(parsed.data, sessionFor(ofThisScreen(held, request.headers.referer), door.roles, parsed.data));
  } catch (error) {
    if (!(error instanceof Refusal)) parts.onFailure(name, error);
    const refusal = error instanceof Refusal ? error : new Refusal('internal', 'The store could not do this; the engineer finds the reason in the log');
    response.status(refusal.status).json({ kind: refusal.kind, detail: refusal.message });
  }
}

/**
 * The session by which this may be done: one browser may hold those of several screens. A lane's screen may name its own lane only.
 * Throws the refusal when none will do.
 */
function sessionFor(held: readonly AccessSession[], roles: readonly AccessRole[], input: unknown): AccessSession {
  const named = (input as { laneId?: unknown } | null)?.laneId;
  const allowed = held.find((session) => roles.includes(session.role) && (session.role !== 'lane' || named === undefined || named === session.laneId));
  if (allowed) return allowed;
  throw new Refusal('not-allowed', held.some((session) => session.role === 'lane' && roles.includes('lane')) ? 'A lane’s screen may only work its own lane' : `A ${held[0]?.role ?? 'stranger’s'} session may not do this`);
}

/** The sessions with that of the asking page first, so that `whoAmI` answers for the screen that asks. */
function ofThisScreen(held: readonly AccessSession[], referer: string | undefined): readonly AccessSession[] {
  const page = /^https?:\/\/[^/]+\/(kiosk\/([a-z0-9]+)|attendant|back-office|bench)/.exec(referer ?? '');
  const isOwn = (session: AccessSession): boolean => {
    if (page?.[2]) return session.role === 'lane' && session.laneId === page[2];
    if (page?.[1] === 'attendant') return session.role === 'attendant';
    return page?.[1] === 'bench' ? session.role === 'engineer' : page?.[1] === 'back-office' && session.role === 'manager';
  };
  return [...held.filter(isOwn), ...held.filter((session) => !isOwn(session))];
}

/** `/live`: one socket per window carrying every view it watches, whole snapshots, newest wins. */
export function serveLive(server: Server, parts: StoreApiParts): { close(): void } {
  const live = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const held = parts.sessions.of(request.headers.cookie);
    if (request.url !== '/live' || refusalOf(request.headers, parts.allowed()) || held.length === 0) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    live.handleUpgrade(request, socket, head, (screen) => showViews(screen, held, parts));
  };
  server.on('upgrade', upgrade);
  const beat = setInterval(() => {
    for (const screen of live.clients) if (screen.readyState === screen.OPEN) screen.send('{"beat":true}');
  }, 15_000);
  return {
    close() {
      clearInterval(beat);
      server.off('upgrade', upgrade);
      for (const screen of live.clients) screen.terminate();
      live.close();
    },
  };
}

function showViews(screen: WebSocket, held: readonly AccessSession[], parts: StoreApiParts): void {
  const watching = new Map<number, () => void>();
  const latest = new Map<number, unknown>();
  const flush = (): void => {
    if (screen.bufferedAmount > MOST_UNSENT_BYTES) return screen.terminate();
    for (const [as, snapshot] of latest) screen.send(JSON.stringify({ as, snapshot }));
    latest.clear();
  };
  // A screen only ever needs the newest snapshot, so a burst of changes within one turn costs one frame.
  const push = (as: number) => (snapshot: unknown): void => {
    if (latest.size === 0) queueMicrotask(flush);
    latest.set(as, snapshot);
  };
  screen.on('message', (bytes) => {
    const parsed = liveRequest.safeParse(parseJson(String(bytes)));
    if (!parsed.success) return screen.close(1008, 'bad request');
    const asked = parsed.data;
    watching.get(asked.as)?.();
    watching.delete(asked.as);
    if (!('watch' in asked)) return;
    const refused = (kind: string): void => screen.send(JSON.stringify({ as: asked.as, refused: kind }));
    const door = storeContract.views[asked.watch];
    const params = door.params.safeParse(asked.params);
    if (!params.success) return refused('bad-input');
    if (watching.size >= WATCHES_PER_SCREEN) return refused('busy');
    try {
      const session = sessionFor(held, door.roles, params.data);
      watching.set(asked.as, (parts.handlers.views[asked.watch] as (params: unknown, push: (snapshot: unknown) => void, session: AccessSession) => () => void)(params.data, push(asked.as), session));
    } catch (error) {
      if (!(error instanceof Refusal)) parts.onFailure(asked.watch, error);
      refused(error instanceof Refusal ? error.kind : 'internal');
    }
  });
  screen.on('error', () => screen.terminate());
  screen.on('close', () => {
    for (const stop of watching.values()) stop();
    watching.clear();
  });
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
