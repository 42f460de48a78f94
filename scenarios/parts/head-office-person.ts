import { WebSocket } from 'ws';
import type { HqCommandInput, HqCommandName, HqCommandResult, HqViewName, HqViewParams, HqViewSnapshot } from 'retail-model/api/hq-contract.ts';

/** Somebody at head office's screens, without the screen. */
export interface HeadOfficePerson {
  send<C extends HqCommandName>(command: C, input: HqCommandInput<C>): Promise<HqCommandResult<C>>;
  until<V extends HqViewName>(view: V, params: HqViewParams<V>, what: string, good: (snapshot: HqViewSnapshot<V>) => boolean, withinMs?: number): Promise<HqViewSnapshot<V>>;
  leave(): void;
}

export async function enterHeadOffice(entryUrl: string): Promise<HeadOfficePerson> {
  const { origin } = new URL(entryUrl);
  const entered = await fetch(entryUrl, { redirect: 'manual' });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  if (cookie === '') throw new Error(`Head office let nobody in: ${entered.status}`);
  const sockets = new Set<WebSocket>();

  return {
    async send(command, input) {
      const response = await fetch(`${origin}/commands/${command}`, { method: 'POST', headers: { 'content-type': 'application/json', cookie, origin }, body: JSON.stringify(input) });
      const text = await response.text();
      if (!response.ok) throw new Error(`${command} refused: ${response.status} ${text}`);
      return (text === '' ? {} : JSON.parse(text)) as never;
    },
    until(view, params, what, good, withinMs = 20_000) {
      return new Promise((resolve, reject) => {
        const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/live`, { headers: { cookie, origin } });
        sockets.add(socket);
        let latest: unknown;
        const end = (): void => {
          clearTimeout(late);
          sockets.delete(socket);
          socket.terminate();
        };
        const late = setTimeout(() => {
          end();
          reject(new Error(`Waited ${withinMs} ms at head office for: ${what}. Last seen: ${JSON.stringify(latest)?.slice(0, 1500)}`));
        }, withinMs);
        socket.on('error', (error) => {
          end();
          reject(error);
        });
        socket.on('open', () => socket.send(JSON.stringify({ as: 1, watch: view, params })));
        socket.on('message', (bytes) => {
          const answer = JSON.parse(String(bytes)) as { snapshot?: unknown; refused?: string };
          if (answer.refused) {
            end();
            reject(new Error(`View ${view} refused: ${answer.refused}`));
          } else if (answer.snapshot !== undefined) {
            latest = answer.snapshot;
            if (!good(latest as never)) return;
            end();
            resolve(latest as never);
          }
        });
      });
    },
    leave: () => sockets.forEach((socket) => socket.terminate()),
  };
}
