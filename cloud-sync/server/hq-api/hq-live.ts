import type { Server } from 'node:http';
import { hqContract, hqLiveRequest, type HqLiveAnswer, type HqViewName } from 'retail-model/api/hq-contract.ts';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PersonSession } from '../access/people-access.ts';
import type { Changes } from '../changes.ts';
import type { CloudLog } from '../cloud-log.ts';
import { foreignRequest, type ScreenPolicy } from '../http/screen-guard.ts';
import { hqViews } from './hq-views.ts';
import type { ViewParts } from './hq-view.ts';
import { withinOwnStore } from './own-store.ts';

const SCREEN_BOUND = 500;
const WATCH_BOUND = 32;
/** A burst of changes costs one snapshot. */
const GATHER_MS = 150;
/** Ages move on without any change: a snapshot is renewed at least this often. */
const RENEW_MS = 5000;
const BEAT_MS = 15_000;
/** A screen that does not take what it is sent is closed; it comes back and starts from whole snapshots. */
const BACKLOG_BYTES = 4 * 1024 * 1024;

export interface HqLiveParts extends ViewParts { readonly server: Server; readonly policy: () => ScreenPolicy; readonly changes: Changes; readonly log: CloudLog }

/** `/live`: one socket per window with every view it watches. Whole snapshots, newest wins; a snapshot equal to the last but for the clock is sent only when it renews the age. */
export function serveHqLive(parts: HqLiveParts) {
  const { server, policy, peopleAccess, changes, log } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 });

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
    if (request.url !== '/live' || foreignRequest(request.headers, policy()) !== null) { refuse('403 Forbidden'); return; }
    if (sockets.clients.size >= SCREEN_BOUND) { refuse('503 Service Unavailable'); return; }
    peopleAccess.sessionOf(request.headers.cookie).then((person) => {
      if (person === null) refuse('401 Unauthorized');
      else sockets.handleUpgrade(request, socket, head, (screen) => serveScreen(parts, screen, person));
    }, (error: unknown) => { log.error('screen-refused', { error: String(error) }); refuse('500 Internal Server Error'); });
  });

  return {
    count: () => sockets.clients.size,
    close(): void {
      for (const screen of sockets.clients) screen.close(1001, 'head office is shutting down');
      sockets.close();
    },
  };

  function serveScreen(view: ViewParts, screen: WebSocket, person: PersonSession): void {
    const watches = new Map<number, { readonly name: HqViewName; readonly params: unknown }>();
    let gathering: NodeJS.Timeout | null = null;
    let running = false;
    let again = false;
    const say = (answer: HqLiveAnswer) => {
      if (screen.bufferedAmount > BACKLOG_BYTES) screen.terminate();
      else if (screen.readyState === screen.OPEN) screen.send(JSON.stringify(answer));
    };
    const show = async (as: number) => {
      const watch = watches.get(as);
      if (watch === undefined) return;
      const compute = hqViews[watch.name] as (parts: ViewParts, params: unknown, who: PersonSession) => Promise<unknown>;
      const snapshot = await compute(view, watch.params, person);
      if (!watches.has(as)) return;
      say(snapshot === null ? { as, refused: 'not-found' } : { as, snapshot });
    };
    const showAll = () => {
      gathering = null;
      if (running) { again = true; return; }
      running = true;
      Promise.all([...watches.keys()].map(show)).catch((error: unknown) => { log.error('view-failed', { error: String(error) }); screen.close(1011, 'view failed'); }).finally(() => {
        running = false;
        if (again) { again = false; soon(); }
      });
    };
    const soon = () => { gathering ??= setTimeout(showAll, GATHER_MS); };
    const stopHearing = changes.watch((change) => {
      if (change.about === 'session-ended' && change.sessionId === person.sessionId) screen.close(1008, 'signed out');
      else soon();
    });
    const renewing = setInterval(soon, RENEW_MS);
    const beating = setInterval(() => say({ beat: true }), BEAT_MS);

    screen.on('message', (bytes: Buffer) => {
      const asked = hqLiveRequest.safeParse(parsed(bytes.toString()));
      if (!asked.success) { screen.close(1008, 'bad request'); return; }
      const { as } = asked.data;
      if ('unwatch' in asked.data) { watches.delete(as); return; }
      const contract = hqContract.views[asked.data.watch];
      const params = contract.params.safeParse(asked.data.params ?? {});
      const scoped = params.success ? withinOwnStore(asked.data.watch, params.data, person) : null;
      if (!contract.roles.includes(person.role)) say({ as, refused: 'not-allowed' });
      else if (!params.success) say({ as, refused: 'bad-params' });
      else if (scoped === null) say({ as, refused: 'not-allowed' });
      else if (watches.size >= WATCH_BOUND && !watches.has(as)) say({ as, refused: 'too-many' });
      else {
        watches.set(as, { name: asked.data.watch, params: scoped });
        show(as).catch((error: unknown) => { log.error('view-failed', { error: String(error) }); screen.close(1011, 'view failed'); });
      }
    });
    screen.on('close', () => { stopHearing(); clearInterval(renewing); clearInterval(beating); if (gathering !== null) clearTimeout(gathering); watches.clear(); });
    screen.on('error', () => screen.terminate());
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
