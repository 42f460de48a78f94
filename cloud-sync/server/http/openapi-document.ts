import { hqContract, firstAdminRequest, signInRequest, signInState, type HqCommandName } from 'retail-model/api/hq-contract.ts';
import { challengeAnswer, challengeRequest, enrolAnswer, enrolRequest, ownJournalAnswer, ownJournalRequest, pullAnswer, pullRequest, pushAnswer, pushRequest, sessionAnswer, sessionRequest, stateAnswer, syncState } from 'retail-model/replication/wire.ts';
import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';

interface Described { readonly summary: string; readonly security: 'none' | 'device' | 'person'; readonly asks?: z.ZodType; readonly answers?: z.ZodType; readonly refusals: Readonly<Record<number, string>> }

const device = { 400: 'cannot be read', 401: 'no open session', 413: 'too large', 503: 'busy; retry-after says when' } as const;
const door = { 400: 'cannot be read', 403: 'not known', 503: 'too many tries' } as const;

const posts: Readonly<Record<string, Described>> = {
  '/enrol': { summary: 'A one-use code becomes the key of an appliance', security: 'none', asks: enrolRequest, answers: enrolAnswer, refusals: door },
  '/session/challenge': { summary: 'A challenge for an appliance to sign', security: 'none', asks: challengeRequest, answers: challengeAnswer, refusals: door },
  '/session': { summary: 'A signed challenge opens a session of fifteen minutes', security: 'none', asks: sessionRequest, answers: sessionAnswer, refusals: door },
  '/sync/pull': { summary: 'Documents of many collections after their checkpoints', security: 'device', asks: pullRequest, answers: pullAnswer, refusals: { ...device, 403: 'the collection goes the other way' } },
  '/sync/push': { summary: 'Journal entries; the same again is the same answer', security: 'device', asks: pushRequest, answers: pushAnswer, refusals: { ...device, 403: 'the collection goes the other way', 409: 'the database has a new life: begin anew' } },
  '/sync/state': { summary: 'The last state of a store, ahead of its journal', security: 'device', asks: syncState, answers: stateAnswer, refusals: device },
  '/sync/own-journal': { summary: 'What a restored store takes back of its own journal', security: 'device', asks: ownJournalRequest, answers: ownJournalAnswer, refusals: device },
  '/sign-in': { summary: 'A name and a password become a session cookie of twelve hours', security: 'none', asks: signInRequest, refusals: { 400: 'cannot be read', 401: 'the name or the password is wrong', 429: 'too many tries; retry-after says when' } },
  '/first-admin': { summary: 'The code of the console makes the first account', security: 'none', asks: firstAdminRequest, refusals: { 400: 'cannot be read', 403: 'the code is wrong, or somebody has an account', 429: 'too many tries' } },
  '/sign-out': { summary: 'Ends the own session', security: 'none', refusals: {} },
};
const gets: Readonly<Record<string, Described>> = {
  '/healthz': { summary: 'The process answers', security: 'none', refusals: {} },
  '/readyz': { summary: 'It can read its database and is not stopping', security: 'none', refusals: { 503: 'not ready' } },
  '/metrics': { summary: 'Prometheus text: for this machine, or with the token of METRICS_TOKEN', security: 'none', refusals: { 401: 'another token', 403: 'another machine' } },
  '/sync/live': { summary: 'Server-sent events: which collection changed, and a heartbeat', security: 'device', refusals: device },
  '/sign-in': { summary: 'Whether this browser is signed in, and whether the first account is yet to be made', security: 'none', answers: signInState, refusals: {} },
  '/openapi.json': { summary: 'This document', security: 'none', refusals: {} },
  '/openapi': { summary: 'This document as a page', security: 'none', refusals: {} },
};

/** The HTTP surface of head office, from the schemas that judge it. */
export function openApiDocument() {
  const paths: Record<string, { get?: ZodOpenApiOperationObject; post?: ZodOpenApiOperationObject }> = {};
  for (const [path, described] of Object.entries(gets)) paths[path] = { get: operation(described) };
  for (const [path, described] of Object.entries(posts)) paths[path] = { ...paths[path], post: operation(described) };
  for (const name of Object.keys(hqContract.commands) as HqCommandName[]) {
    const { input, result, roles } = hqContract.commands[name];
    paths[`/commands/${name}`] = { post: operation({ summary: `For ${roles.join(', ')}`, security: 'person', asks: input, answers: result, refusals: { 400: 'bad input', 401: 'sign in first', 403: 'not for this role, or from another site', 404: 'not found', 409: 'not possible now' } }) };
  }
  return createDocument({
    openapi: '3.1.0', info: { title: 'Mendian head office', version: '0.1.0', description: 'What stores and the screens of head office say to it. Screens watch their views on the WebSocket /live (retail-model/api/hq-contract.ts).' },
    paths, components: { securitySchemes: { device: { type: 'http', scheme: 'bearer' }, person: { type: 'apiKey', in: 'cookie', name: 'head_office_session' } } },
  });
}

function operation({ summary, security, asks, answers, refusals }: Described): ZodOpenApiOperationObject {
  return {
    summary,
    security: security === 'none' ? [] : [{ [security]: [] }],
    ...(asks === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: asks } } } }),
    responses: {
      200: { description: 'done', ...(answers === undefined ? {} : { content: { 'application/json': { schema: answers } } }) },
      ...Object.fromEntries(Object.entries(refusals).map(([status, description]) => [status, { description }])),
    },
  };
}
