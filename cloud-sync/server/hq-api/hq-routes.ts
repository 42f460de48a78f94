import express, { Router } from 'express';
import { hqContract, type HqCommandName, type HqRefusal, type HqRefusalKind } from 'retail-model/api/hq-contract.ts';
import type { Result } from 'retail-model/result.ts';
import { z } from 'zod';
import { HQ_SESSION_COOKIE, type PersonSession } from '../access/people-access.ts';
import type { CloudLog } from '../cloud-log.ts';
import type { CloudMeter } from '../http/cloud-meter.ts';
import { foreignRequest, type ScreenPolicy } from '../http/screen-guard.ts';
import type { CommandParts } from './hq-command.ts';
import { hqCommands } from './hq-commands.ts';

const statusOf: Readonly<Record<HqRefusalKind, number>> = { 'bad-input': 400, 'no-session': 401, 'not-allowed': 403, 'foreign-origin': 403, 'not-found': 404, 'not-possible': 409, 'unknown-host': 421, 'busy': 429 };

export interface HqRouteParts extends CommandParts { readonly policy: () => ScreenPolicy; readonly meter: CloudMeter; readonly log: CloudLog; readonly secureCookie: boolean }

/** `GET /enter?code=…` turns a one-use code into a session cookie; `POST /commands/<name>` does one thing, as far as the session's role may, and writes who did it. */
export function hqRoutes(parts: HqRouteParts): Router {
  const { policy, peopleAccess, storage, meter, log, newId, nowMs, secureCookie } = parts;
  const routes = Router();
  const refuse = (response: express.Response, refusal: HqRefusal) => response.status(statusOf[refusal.kind]).json(refusal);

  routes.use(['/enter', '/commands'], (request, response, next) => {
    const foreign = foreignRequest(request.headers, policy());
    if (foreign === null) next();
    else response.status(foreign.status).json(foreign.refusal);
  });
  routes.get('/enter', async (request, response) => {
    const code = z.string().max(64).safeParse(request.query['code']);
    const entered = code.success ? await peopleAccess.enter(code.data) : null;
    if (entered === null) {
      response.status(401).type('text/plain; charset=utf-8').send('This link has been used or is too old. Ask for a new one.\n此链接已使用或已过期，请重新获取。\n');
      return;
    }
    response.cookie(HQ_SESSION_COOKIE, entered.token, { httpOnly: true, sameSite: 'strict', secure: secureCookie, maxAge: entered.lifeMs, path: '/' });
    // A page and not a redirect: a strict cookie is not sent along a navigation that another site began.
    response.set('cache-control', 'no-store').type('html').send('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/hq/"><title>Mendian</title>');
  });

  for (const name of Object.keys(hqContract.commands) as HqCommandName[]) {
    const command = hqContract.commands[name];
    const run = hqCommands[name] as (parts: CommandParts, input: unknown, person: PersonSession) => Promise<Result<unknown, HqRefusal>>;
    routes.post(`/commands/${name}`, express.json({ limit: '1mb' }), async (request, response) => {
      const person = await peopleAccess.sessionOf(request.headers.cookie);
      if (person === null) { refuse(response, { kind: 'no-session', detail: 'Sign in first' }); return; }
      if (!command.roles.includes(person.role)) { refuse(response, { kind: 'not-allowed', detail: `${person.role} may not ${name}` }); return; }
      const input = command.input.safeParse(request.body);
      if (!input.success) { refuse(response, { kind: 'bad-input', detail: z.prettifyError(input.error).slice(0, 2000) }); return; }
      const result = await run(parts, input.data, person);
      meter.count('commands', 1);
      await storage.db.insertInto('auditLines').values({ auditId: newId(), atMs: nowMs(), who: person.who, role: person.role, what: name, detail: auditDetail(input.data, result) }).execute();
      log.info('command', { name, role: person.role, ok: result.ok });
      if (result.ok) response.set('cache-control', 'no-store').json(result.value);
      else refuse(response, result.error);
    });
  }
  return routes;
}

/** What was asked, with nothing secret in it, and whether it was done. */
function auditDetail(input: unknown, result: Result<unknown, HqRefusal>): string {
  const hidden = JSON.stringify(input, (name, value: unknown) => (name === 'pin' ? '…' : typeof value === 'string' && value.length > 120 ? `${value.slice(0, 120)}…` : value));
  return `${result.ok ? 'done' : `refused: ${result.error.kind}`} ${hidden}`.slice(0, 1000);
}
