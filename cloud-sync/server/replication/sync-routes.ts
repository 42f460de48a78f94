import express, { Router, type Request, type Response } from 'express';
import { collections } from 'retail-model/replication/collections.ts';
import {
  challengeRequest, enrolRequest, ownJournalRequest, pullRequest, pushRequest, sessionRequest, syncState, wireBounds, type Checkpoint, type WireDocument, type WireRefusal,
} from 'retail-model/replication/wire.ts';
import { z } from 'zod';
import type { Audit } from '../access/audit.ts';
import type { DeviceAccess } from '../access/device-access.ts';
import type { Changes } from '../changes.ts';
import { answerJson, answerRefusal } from '../http/json-answer.ts';
import type { DrainPace } from '../intake/drain-pace.ts';
import { takeJournal, type IntakeParts } from '../intake/take-journal.ts';
import type { CloudMeter } from '../http/cloud-meter.ts';
import { readPage } from '../storage/reference-documents.ts';
import { deviceSessionGuard, sessionOf } from './device-session-guard.ts';
import type { LiveStreams } from './live-streams.ts';
import { ownJournal } from './own-journal.ts';
import { noteState, openPullNotes } from './store-notes.ts';

export interface SyncRouteParts extends IntakeParts {
  readonly access: DeviceAccess;
  readonly databaseEpoch: string;
  readonly changes: Changes;
  readonly streams: LiveStreams;
  readonly pace: DrainPace;
  readonly meter: CloudMeter;
  readonly audit: Audit;
}

/** The wire of `retail-model/replication/wire.ts`. Every row of every request is judged here or in the intake; a store sees and writes its own scope only. */
export function syncRoutes(parts: SyncRouteParts): Router {
  const { access, storage, databaseEpoch, changes, streams, pace, meter, nowMs, audit } = parts;
  const routes = Router();
  const notePull = openPullNotes(storage, nowMs);
  routes.use(['/enrol', '/session'], express.json({ limit: 16 * 1024 }));
  // Who it is comes before what it says: a stranger's megabytes are never read.
  routes.use('/sync', deviceSessionGuard(access), express.json({ limit: wireBounds.requestBytes }));

  routes.post('/enrol', async (request, response) => {
    await withBody(enrolRequest, request, response, async (body) => {
      const enrolled = await access.enrol(body);
      await audit(body.deviceName, 'device', 'enrol', enrolled.ok ? `done: ${enrolled.value.storeId} ${enrolled.value.deviceId}` : `refused: ${enrolled.error.kind}`);
      if (!enrolled.ok) { answerRefusal(response, enrolled.error); return; }
      changes.tell({ about: 'administration' });
      answerJson(request, response, enrolled.value);
    });
  });
  routes.post('/session/challenge', async (request, response) => {
    await withBody(challengeRequest, request, response, async ({ deviceId }) => {
      const challenge = await access.challenge(deviceId);
      if (challenge.ok) answerJson(request, response, { challenge: challenge.value });
      else answerRefusal(response, challenge.error);
    });
  });
  routes.post('/session', async (request, response) => {
    await withBody(sessionRequest, request, response, async (body) => {
      const session = await access.openSession(body);
      if (session.ok) answerJson(request, response, session.value);
      else {
        await audit(body.deviceId, 'device', 'session', `refused: ${session.error.kind}`);
        answerRefusal(response, session.error);
      }
    });
  });

  routes.post('/sync/pull', async (request, response) => withBody(pullRequest, request, response, async ({ collections: asked }) => {
    const session = sessionOf(response);
    const pages: Record<string, { documents: readonly WireDocument[]; checkpoint: Checkpoint; complete: boolean }> = {};
    for (const [name, { checkpoint, limit }] of entriesOf(asked)) {
      if (collections[name].direction !== 'from-head-office') { answerRefusal(response, { kind: 'wrong-direction', collection: name }); return; }
      const after = checkpoint?.epoch === databaseEpoch ? checkpoint.sequence : 0;
      const page = await readPage(storage.db, session.storeId, name, after, limit);
      pages[name] = { documents: page.documents, checkpoint: { sequence: page.sequence, epoch: databaseEpoch }, complete: page.complete };
      meter.count('pulled_documents', page.documents.length);
      if (await notePull(session.storeId, name, after)) changes.tell({ about: 'store', storeId: session.storeId });
    }
    answerJson(request, response, { collections: pages });
  }));

  routes.post('/sync/push', async (request, response) => withBody(pushRequest, request, response, async ({ collection, epoch, rows }) => {
    const session = sessionOf(response);
    if (collections[collection].direction !== 'to-head-office') { answerRefusal(response, { kind: 'wrong-direction', collection }); return; }
    if (epoch !== databaseEpoch) { answerRefusal(response, { kind: 'epoch-changed', epoch: databaseEpoch }); return; }
    const taken = await takeJournal(parts, session.storeId, rows.map((row) => row.newDocumentState));
    if (!taken.ok) { answerRefusal(response, { kind: 'busy', retryAfterMs: 30_000 }); return; }
    pace.note(session.storeId, rows.length);
    meter.count('pushed_entries', rows.length);
    meter.count('quarantined_entries', taken.value.quarantined.length);
    changes.tell({ about: 'store', storeId: session.storeId });
    answerJson(request, response, taken.value);
  }));

  routes.post('/sync/state', async (request, response) => withBody(syncState, request, response, async (state) => {
    const session = sessionOf(response);
    await noteState(storage, session.storeId, state, nowMs());
    changes.tell({ about: 'store', storeId: session.storeId });
    answerJson(request, response, { receivedAtMs: nowMs() });
  }));

  routes.post('/sync/own-journal', async (request, response) => withBody(ownJournalRequest, request, response, async ({ after, limit }) => {
    answerJson(request, response, await ownJournal(storage, sessionOf(response).storeId, after, limit));
  }));

  routes.get('/sync/live', (_request, response) => {
    if (!streams.open(sessionOf(response), response)) answerRefusal(response, { kind: 'busy', retryAfterMs: 10_000 });
  });

  return routes;
}

const entriesOf = <K extends string, V>(record: Partial<Record<K, V>>): [K, V][] => Object.entries(record) as [K, V][];

async function withBody<T extends z.ZodType>(schema: T, request: Request, response: Response, work: (body: z.infer<T>) => Promise<void>): Promise<void> {
  const body = schema.safeParse(request.body);
  if (body.success) await work(body.data);
  else answerRefusal(response, { kind: 'bad-request', detail: z.prettifyError(body.error).slice(0, 2000) } satisfies WireRefusal);
}
