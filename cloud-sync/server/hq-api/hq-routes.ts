import express, { Router } from 'express';
import { hqContract, type HqCommandName, type HqRefusal, type HqRefusalKind } from 'retail-model/api/hq-contract.ts';
import type { Result } from 'retail-model/result.ts';
import { z } from 'zod';
import type { PersonSession } from '../access/people-access.ts';
import type { CloudLog } from '../cloud-log.ts';
import type { CloudMeter } from '../http/cloud-meter.ts';
import { foreignRequest, type ScreenPolicy } from '../http/screen-guard.ts';
import type { CommandParts } from './hq-command.ts';
import { hqCommands } from './hq-commands.ts';
import { signInRoutes, type SignInParts } from './sign-in-routes.ts';

const statusOf: Readonly<Record<HqRefusalKind, number>> = { 'bad-input': 400, 'no-session': 401, 'wrong-password': 401, 'not-allowed': 403, 'foreign-origin': 403, 'not-found': 404, 'not-possible': 409, 'unknown-host': 421, 'busy': 429 };

export interface HqRouteParts extends CommandParts, SignInParts { readonly policy: () => ScreenPolicy; readonly meter: CloudMeter; readonly log: CloudLog }

/** The doors (`sign-in-routes.ts`), and `POST /commands/<name>`: one thing, as far as the session's role may, and it is written down who did it or was refused. */
export function hqRoutes(parts: HqRouteParts): Router {
  const { policy, peopleAccess, meter, log, audit } = parts;
  const routes = Router();
  const refuse = (response: express.Response, refusal: HqRefusal) => response.status(statusOf[refusal.kind]).json(refusal);

  routes.use(['/enter', '/commands', '/sign-in', '/sign-out', '/first-admin'], (request, response, next) => {
    const foreign = foreignRequest(request.headers, policy());
    if (foreign === null) next();
    else response.status(foreign.status).json(foreign.refusal);
  });
  routes.use(signInRoutes(parts));

  for (const name of Object.keys(hqContract.commands) as HqCommandName[]) {
    const command = hqContract.commands[name];
    const run = hqCommands[name] as (parts: CommandParts, input: unknown, person: PersonSession) => Promise<Result<unknown, HqRefusal>>;
    routes.post(`/commands/${name}`, express.json({ limit: '1mb' }), async (request, response) => {
      const person = await peopleAccess.sessionOf(request.headers.cookie);
      if (person === null) { refuse(response, { kind: 'no-session', detail: 'Sign in first' }); return; }
      if (!command.roles.includes(person.role)) {
        await audit(person.who, person.role, name, 'refused: not-allowed');
        refuse(response, { kind: 'not-allowed', detail: `${person.role} may not ${name}` });
        return;
      }
      const input = command.input.safeParse(request.body);
      if (!input.success) { refuse(response, { kind: 'bad-input', detail: z.prettifyError(input.error).slice(0, 2000) }); return; }
      const result = await run(parts, input.data, person);
      meter.count('commands', 1);
      await audit(person.who, person.role, name, auditDetail(input.data, result));
      log.info('command', { name, role: person.role, ok: result.ok });
      if (result.ok) response.set('cache-control', 'no-store').json(result.value);
      else refuse(response, result.error);
    });
  }
  return routes;
}

/** What was asked, with nothing secret in it, and whether it was done. */
function auditDetail(input: unknown, result: Result<unknown, HqRefusal>): string {
  const hidden = JSON.stringify(input, (name, value: unknown) => (/pin|password/i.test(name) ? '…' : typeof value === 'string' && value.length > 120 ? `${value.slice(0, 120)}…` : value));
  return `${result.ok ? 'done' : `refused: ${result.error.kind}`} ${hidden}`.slice(0, 1000);
}
