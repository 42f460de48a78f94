import type { RequestHandler, Response } from 'express';
import type { DeviceAccess, DeviceSession } from '../access/device-access.ts';
import { answerRefusal } from '../http/json-answer.ts';

/** Requests of one device at the same time, its live stream included; more are asked to come back. */
const IN_FLIGHT_BOUND = 10;

/** Lets a request pass that bears the token of an open session, and remembers whose it is (`sessionOf`). */
export function deviceSessionGuard(access: DeviceAccess): RequestHandler {
  const inFlight = new Map<string, number>();
  return async (request, response, next) => {
    const token = /^Bearer ([A-Za-z0-9_-]{20,64})$/.exec(request.headers.authorization ?? '')?.[1];
    const session = token === undefined ? null : await access.sessionOf(token);
    if (session === null) { answerRefusal(response, { kind: 'no-session' }); return; }
    const busy = inFlight.get(session.deviceId) ?? 0;
    if (busy >= IN_FLIGHT_BOUND) { answerRefusal(response, { kind: 'busy', retryAfterMs: 2000 }); return; }
    inFlight.set(session.deviceId, busy + 1);
    response.once('close', () => {
      const left = (inFlight.get(session.deviceId) ?? 1) - 1;
      if (left > 0) inFlight.set(session.deviceId, left);
      else inFlight.delete(session.deviceId);
    });
    response.locals['device'] = session;
    next();
  };
}

export const sessionOf = (response: Response): DeviceSession => response.locals['device'] as DeviceSession;
