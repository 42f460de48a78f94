import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { openMemoryBroker } from '../memory-broker.ts';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { decodeKkm } from './decode-labels.ts';
import { openKkmGateway, usualKkmOptions, type ShelfLabelGateway } from './kkm-gateway.ts';
import type { LabelEvent } from './label-event.ts';
import { usualLabelPolicy, type LabelPolicy } from './label-fleet.ts';
import { encodeLabelPicture } from './label-picture-codec.ts';
import { labelPictureId, type LabelPicture } from './label-picture.ts';

const gateway = 'AC233FC00001';
const label = 'B80073E364C4';
const picture = (id: number, hash = `hash-${id}`): LabelPicture => ({ id, widthPx: 8, heightPx: 2, planes: [Uint8Array.of(0xf0, 0xf0)], hash });
const alive = { msg: 'alive', gmac: gateway, subaction: 'kbeacon/subaction/AC233FC00001', pubaction: 'kbeacon/pubaction/AC233FC00001', advDevices: 1, downDevices: 0 };
const advertisement = (picID: number, mac = label): unknown =>
  ({ msg: 'advData', gmac: gateway, obj: [{ type: 64, dmac: mac, rssi: -60, eslType: 3, ver: 1, stat: 0, vatt: 2950, temp: 23, picID }] });

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const openShop = (policy: Partial<LabelPolicy> = {}, maxOutstandingPerGateway = 64) => {
  const broker = openMemoryBroker();
  const events: LabelEvent[] = [];
  const labels: ShelfLabelGateway = openKkmGateway({
    deviceId: 'labels', nowMs: () => Date.now(), onEvent: event => events.push(event), onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, broker.openLink, { ...usualKkmOptions, tickMs: 10, maxOutstandingPerGateway, policy: { ...usualLabelPolicy, ...policy } });
  closers.push(labels.close);
  const say = (payload: unknown): void => broker.arrive(`kbeacon/publish/${gateway}`, payload);
  const sent = (): { mac: string; seq: number; data: string; dType: string; auth1: string; msg: string }[] =>
    broker.published.map(message => JSON.parse(message.text) as ReturnType<typeof sent>[number]);
  return { broker, events, labels, say, sent };
};

const vectorFile = new URL('fixtures/label-vectors.json', import.meta.url);
const kkm = readPublishedVectors(vectorFile, 'mqtt-kkm-esl');

test.each(kkm.vectors)('agrees with the published message $id', (vector) => {
  expect(disagreements(decodeKkm, vector, kkm.compare)).toEqual([]);
});

test.each([
  ['an unknown message', { msg: 'reboot' }],
  ['a topic that is a filter', { ...alive, pubaction: 'kbeacon/#' }],
  ['a picture of half a byte', { msg: 'dData', mac: label, seq: 1, dType: 'hex', data: 'ABC' }],
  ['an address that is none', { msg: 'dAck', mac: 'label', seq: 1, rslt: 'succ' }],
  ['no object', []],
])('refuses %s', (_, json) => {
  expect(decodeKkm({ json }).ok).toBe(false);
});

test('a picture is the documented bytes', () => {
  expect(Buffer.from(encodeLabelPicture(picture(1))).toString('hex')).toBe('4d5001000000000100080002010000000002f0f012e88be2');
  const plain = encodeLabelPicture({ id: 7, widthPx: 296, heightPx: 128, planes: [new Uint8Array(4736), new Uint8Array(4736)], hash: '' });
  expect(plain[3]).toBe(1);
  expect(plain.length).toBe(14 + 2 * (4 + 74) + 4);
  expect(() => encodeLabelPicture({ ...picture(1), widthPx: 16 })).toThrow('planes of 4 bytes');
  expect(labelPictureId('00000000ff')).toBe(1);
  expect(labelPictureId('0000001aff')).toBe(26);
});

test('nothing is sent before the gateway says where it listens; then the picture goes there, and counts when the label shows it', async () => {
  const { broker, events, labels, say, sent } = openShop();
  await vi.waitFor(() => expect(broker.subscribed).toEqual([{ filter: 'kbeacon/publish/+', qos: 0 }]));
  labels.want('b8:00:73:e3:64:c4', picture(26));
  say(advertisement(0));
  await delay(50);
  expect(broker.published).toEqual([]);
  say(alive);
  await vi.waitFor(() => expect(broker.published).toHaveLength(1));
  expect(broker.subscribed[1]).toEqual({ filter: alive.pubaction, qos: 2 });
  expect(broker.published[0]).toMatchObject({ topic: alive.subaction, qos: 1, retain: false });
  expect(sent()[0]).toMatchObject({ msg: 'dData', mac: label, auth1: '00000000', dType: 'hex' });
  broker.arrive(alive.pubaction, { msg: 'dAck', mac: label, seq: sent()[0]!.seq, rslt: 'succ', cause: '1' });
  await delay(30);
  expect(events.map(event => event.kind)).toEqual(['label-seen']);
  say(advertisement(26));
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'label-shown', deviceId: 'labels', mac: label, pictureId: 26, pictureHash: 'hash-26' }));
  expect(labels.fleet()).toMatchObject([{ mac: label, gateway, state: { delivery: { phase: 'shown' }, batteryMv: 2950 } }]);
});

test('a label that does not answer is sent the picture again with a new number, and then told as failed', async () => {
  const { events, labels, say, sent } = openShop({ answerTimeoutMs: 20 });
  await vi.waitFor(() => expect(labels.status().power).toBe('online'));
  say(alive);
  say(advertisement(0));
  labels.want(label, picture(5));
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ kind: 'label-failed', attempts: 3, because: 'no-answer', pictureHash: 'hash-5' }));
  expect(new Set(sent().map(message => message.seq)).size).toBe(3);
});

test('a thousand labels take turns: never more downloads at once than the gateway carries, and all are shown', async () => {
  const { broker, events, labels, say, sent } = openShop({}, 5);
  await vi.waitFor(() => expect(labels.status().power).toBe('online'));
  say(alive);
  const macs = Array.from({ length: 1000 }, (_, index) => `B8007300${index.toString(16).toUpperCase().padStart(4, '0')}`);
  say({ msg: 'advData', gmac: gateway, obj: macs.map(dmac => ({ dmac, picID: 0 })) });
  macs.forEach(mac => labels.want(mac, picture(9)));
  let answered = 0;
  while (answered < 1000) {
    await vi.waitFor(() => expect(broker.published.length).toBeGreaterThan(answered), { interval: 1 });
    expect(broker.published.length - answered).toBeLessThanOrEqual(5);
    const { mac, seq } = sent()[answered++]!;
    broker.arrive(alive.pubaction, { msg: 'dAck', mac, seq, rslt: 'succ', cause: '1' });
    say(advertisement(9, mac));
  }
  await vi.waitFor(() => expect(events.filter(event => event.kind === 'label-shown')).toHaveLength(1000));
});

test('garbage is counted and harmless; a lost broker is found again, with both subscriptions', async () => {
  const { broker, labels, say } = openShop();
  await vi.waitFor(() => expect(labels.status().power).toBe('online'));
  say('{"msg":');
  say('\u0000');
  say(alive);
  await vi.waitFor(() => expect(labels.status().statistics).toMatchObject({ framesRefused: 2, framesAccepted: 1 }));
  broker.lose();
  await vi.waitFor(() => expect(labels.status().power).toBe('offline'));
  await vi.waitFor(() => expect(labels.status().statistics.connections).toBe(2));
  await vi.waitFor(() => expect(labels.status().power).toBe('online'));
  say(alive);
  await vi.waitFor(() => expect(broker.subscribed.filter(one => one.filter === alive.pubaction)).toHaveLength(2));
  expect((await labels.checkHealth('internal')).healthy).toBe(true);
});
