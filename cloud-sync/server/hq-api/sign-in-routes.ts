import express, { Router, type Request, type Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { firstAdminRequest, signInRequest, type HqRefusal, type SignInState } from 'retail-model/api/hq-contract.ts';
import { z } from 'zod';
import type { Accounts } from '../access/accounts.ts';
import type { Audit } from '../access/audit.ts';
import { HQ_SESSION_COOKIE, type NewSession, type PeopleAccess } from '../access/people-access.ts';
import type { Changes } from '../changes.ts';
import type { CloudMeter } from '../http/cloud-meter.ts';

export interface SignInParts {
  readonly accounts: Accounts;
  readonly peopleAccess: PeopleAccess;
  readonly audit: Audit;
  readonly changes: Changes;
  readonly meter: CloudMeter;
  readonly secureCookie: boolean;
  readonly demo: boolean;
  /** Tries of one address in a minute, besides what each account allows. */
  readonly signInRatePerMinute: number;
}

/** `GET /sign-in` says what the page shows; `POST /sign-in`, `/first-admin`, `/sign-out`; `GET /enter?code=…` turns the one-use code of a link into a session. */
export function signInRoutes(parts: SignInParts): Router {
  const { accounts, peopleAccess, audit, changes, meter, secureCookie, demo, signInRatePerMinute } = parts;
  const routes = Router();
  const refuse = (response: Response, status: number, refusal: HqRefusal) => response.status(status).json(refusal);
  const setCookie = (response: Response, { token, lifeMs }: NewSession) => response.cookie(HQ_SESSION_COOKIE, token, { httpOnly: true, sameSite: 'strict', secure: secureCookie, maxAge: lifeMs, path: '/' });
  const addressOf = (request: Request) => request.socket.remoteAddress ?? null;
  const body = express.json({ limit: 4096 });
  const perAddress = rateLimit({ windowMs: 60_000, limit: signInRatePerMinute, standardHeaders: 'draft-8', legacyHeaders: false, statusCode: 429, message: { kind: 'busy', detail: 'Too many tries from this address; wait a minute' } satisfies HqRefusal });

  routes.get('/sign-in', async (request, response) => {
    const signedIn = await peopleAccess.sessionOf(request.headers.cookie) !== null;
    response.set('cache-control', 'no-store').json({ signedIn, firstAdmin: !demo && await accounts.isEmpty(), demo } satisfies SignInState);
  });

  routes.post('/sign-in', perAddress, body, async (request, response) => {
    const asked = signInRequest.safeParse(request.body);
    if (!asked.success) { refuse(response, 400, { kind: 'bad-input', detail: z.prettifyError(asked.error) }); return; }
    const signedIn = await accounts.signIn(asked.data.accountName, asked.data.password);
    if (!signedIn.ok) {
      meter.count('sign_ins_refused', 1);
      await audit(asked.data.accountName, '-', 'sign-in', `refused: ${signedIn.error.kind} from ${addressOf(request) ?? '?'}`);
      if (signedIn.error.kind === 'wrong') { refuse(response, 401, { kind: 'wrong-password', detail: 'The name or the password is wrong' }); return; }
      response.set('retry-after', String(Math.ceil(signedIn.error.retryAfterMs / 1000)));
      refuse(response, 429, { kind: 'busy', detail: `Too many wrong passwords; again in ${Math.ceil(signedIn.error.retryAfterMs / 1000)} s` });
      return;
    }
    const opened = await peopleAccess.openFor(signedIn.value, addressOf(request));
    await audit(signedIn.value.displayName, signedIn.value.role, 'sign-in', `done from ${addressOf(request) ?? '?'}`);
    changes.tell({ about: 'administration' });
    setCookie(response, opened).set('cache-control', 'no-store').json({});
  });

  routes.post('/first-admin', perAddress, body, async (request, response) => {
    const asked = firstAdminRequest.safeParse(request.body);
    if (!asked.success) { refuse(response, 400, { kind: 'bad-input', detail: z.prettifyError(asked.error) }); return; }
    const { code, accountName, displayName, password } = asked.data;
    if (!(await accounts.isEmpty()) || !(await peopleAccess.takeFirstAdminCode(code))) {
      await audit(accountName, '-', 'first-admin', `refused from ${addressOf(request) ?? '?'}`);
      refuse(response, 403, { kind: 'not-allowed', detail: 'The code is not right, was used, or somebody has an account already' });
      return;
    }
    const made = await accounts.put({ accountName, displayName, role: 'hq-admin', storeId: null, password, active: true });
    if (!made.ok) throw new Error(`The first account could not be made: ${made.error}`);
    await audit(displayName, 'hq-admin', 'first-admin', 'done');
    setCookie(response, await peopleAccess.openFor({ accountId: made.value.accountId, accountName, displayName, role: 'hq-admin', storeId: null }, addressOf(request))).set('cache-control', 'no-store').json({});
  });

  routes.post('/sign-out', async (request, response) => {
    const person = await peopleAccess.sessionOf(request.headers.cookie);
    if (person !== null && await peopleAccess.endSession(person.sessionId, person)) changes.tell({ about: 'session-ended', sessionId: person.sessionId });
    response.clearCookie(HQ_SESSION_COOKIE, { path: '/' }).json({});
  });

  routes.get('/enter', async (request, response) => {
    const code = z.string().max(64).safeParse(request.query['code']);
    const entered = code.success ? await peopleAccess.enter(code.data, addressOf(request)) : null;
    if (entered === null) {
      await audit('-', '-', 'enter', `refused from ${addressOf(request) ?? '?'}`);
      response.status(401).type('text/plain; charset=utf-8').send('This link has been used or is too old. Ask for a new one.\n此链接已使用或已过期，请重新获取。\n');
      return;
    }
    await audit(entered.session.who, entered.session.role, 'enter', `done from ${addressOf(request) ?? '?'}`);
    setCookie(response, entered);
    // A page and not a redirect: a strict cookie is not sent along a navigation that another site began.
    response.set('cache-control', 'no-store').type('html').send('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/hq/"><title>Mendian</title>');
  });
  return routes;
}
