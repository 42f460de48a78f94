import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Decode } from '../../decode-input.ts';
import { openMemoryBroker } from '../../memory-broker.ts';
import { disagreements, readPublishedVectors, type PublishedVector } from '../../published-vectors.ts';
import type { RfidReaderEvent } from '../rfid-reader-event.ts';
import { decodeImpinj, decodeZebraFx, decodeZebraRfd40 } from './mqtt-reader-codec.ts';
import { openMqttReader } from './mqtt-reader.ts';

const file = new URL('../fixtures/mqtt-vectors.json', import.meta.url);
const cases: (readonly [string, Decode, PublishedVector, readonly string[]])[] = [];
for (const [protocol, decode] of [['mqtt-impinj', decodeImpinj], ['mqtt-zebra-fx', decodeZebraFx], ['mqtt-zebra-rfd40', decodeZebraRfd40]] as const) {
  const { vectors, compare } = readPublishedVectors(file, protocol);
  for (const vector of vectors) cases.push([vector.id, decode, vector, compare]);
}

test.each(cases)('agrees with the published message %s', (_, decode, vector, compare) => {
  expect(disagreements(decode, vector, compare)).toEqual([]);
});

test.each([
  ['no tag where one is promised', decodeImpinj, { eventType: 'tagInventory' }],
  ['an EPC that is no base64', decodeImpinj, { eventType: 'tagInventory', tagInventoryEvent: { epc: '4oAR!' } }],
  ['half a byte', decodeZebraFx, { data: { idHex: '123' } }],
  ['no data', decodeZebraRfd40, { data: {} }],
  ['nothing', decodeZebraFx, null],
])('refuses %s', (_, decode, json) => {
  expect(decode({ json }).ok).toBe(false);
});

test('what is no tag is no read', () => {
  expect(decodeImpinj({ json: { eventType: 'inventoryStatus', inventoryStatusEvent: { status: 'running' } } })).toEqual({ ok: true, value: {} });
});

test('a publishing reader becomes tag reads; garbage is counted', async () => {
  const broker = openMemoryBroker();
  const events: RfidReaderEvent[] = [];
  const reader = openMqttReader({
    deviceId: 'shelf-1', nowMs: () => 77, onEvent: event => events.push(event), onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, broker.openLink, { dialect: 'zebra-fx', topic: 'zebra/fx1/data', livenessTimeoutMs: null });
  await vi.waitFor(() => expect(broker.subscribed).toEqual([{ filter: 'zebra/fx1/data', qos: 1 }]));
  broker.arrive('zebra/fx1/data', '{');
  broker.arrive('zebra/fx1/data', [{ data: { idHex: 'aabb', antenna: 2, peakRssi: -50 } }, { data: { idHex: 'CCDD' } }]);
  await vi.waitFor(() => expect(events).toHaveLength(2));
  expect(events[0]).toEqual({ kind: 'tag-read', deviceId: 'shelf-1', epc: 'AABB', antenna: 2, rssiDbm: -50, readAtMs: 77, tid: null });
  expect(reader.status().statistics).toMatchObject({ framesRefused: 1, framesAccepted: 1 });
  await reader.close();
});
