import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { openMemoryBroker } from '../memory-broker.ts';
import { openMqttShelf, parseShelfReading, type SmartShelfEvent } from './mqtt-shelf.ts';
import { stepShelf, unknownShelf, type ShelfHappening } from './shelf-watch.ts';

const cans = { itemGrams: 350, toleranceGrams: 12 };
const play = (weights: readonly (number | 'moving')[]): readonly ShelfHappening[] => {
  let state = unknownShelf;
  return weights.flatMap((weight, atMs) => {
    const step = stepShelf(state, { weightGrams: weight === 'moving' ? 123 : weight, stable: weight !== 'moving', atMs }, cans);
    state = step.state;
    return step.happenings;
  });
};

test('picked, put back, two at once, and empty', () => {
  expect(play([1400, 'moving', 1052, 1400, 'moving', 697, 348, 0]).map(one => [one.kind, 'count' in one ? one.count : null])).toEqual([
    ['item-picked', 1], ['item-put', 1], ['item-picked', 2], ['item-picked', 1], ['item-picked', 1], ['shelf-empty', null],
  ]);
});

test('drift is no purchase, however far it goes', () => {
  expect(play(Array.from({ length: 200 }, (_, index) => 1400 + index * 4))).toEqual([]);
});

test('half an item is a disturbance, not a sale', () => {
  expect(play([1400, 1225])).toMatchObject([{ kind: 'shelf-disturbed', deltaGrams: -175 }]);
});

test.each(['{}', '{"grams":1.5,"stable":true}', '{"grams":"9","stable":true}', '[', '{"grams":9e9,"stable":true}'])('%s is refused', (text) => {
  expect(parseShelfReading(text, 0).ok).toBe(false);
});

test('a shelf over MQTT tells what happened, and its will is trouble', async () => {
  const broker = openMemoryBroker();
  const events: SmartShelfEvent[] = [];
  const shelf = openMqttShelf({
    deviceId: 'shelf-7', nowMs: () => Date.now(), onEvent: event => events.push(event), onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, broker.openLink, { topic: 'store/1/edge/shelf/7', goods: cans, livenessTimeoutMs: 60_000 });
  await vi.waitFor(() => expect(broker.subscribed.map(one => one.filter)).toEqual(['store/1/edge/shelf/7/event', 'store/1/edge/shelf/7/state']));
  for (const grams of [700, 350]) broker.arrive('store/1/edge/shelf/7/event', { grams, stable: true });
  broker.arrive('store/1/edge/shelf/7/event', 'heavy');
  await vi.waitFor(() => expect(events).toMatchObject([{ kind: 'item-picked', count: 1, deviceId: 'shelf-7' }]));
  broker.arrive('store/1/edge/shelf/7/state', { online: false });
  await vi.waitFor(() => expect(shelf.status()).toMatchObject({ state: 'error', trouble: { extended: 'shelf-gone' }, statistics: { framesRefused: 1, framesAccepted: 2 } }));
  await shelf.close();
});
