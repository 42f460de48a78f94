import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openReferenceTagCheck } from './tag-presence-reference.ts';
import { openTagPresence, usualTagPresence, type TagPresence, type TagPresenceEvent, type TagSighting } from './tag-presence.ts';

const sighting = (location: string, rssiDbm: number, atMs: number, more: Partial<TagSighting> = {}): TagSighting =>
  ({ epc: '3034', tid: null, location, rssiDbm, atMs, ...more });
const readAll = (presence: TagPresence, sightings: readonly TagSighting[]): readonly TagPresenceEvent[] => sightings.flatMap(one => presence.read(one));

test('a tag arrives with its second read, where it is heard best, and once', () => {
  const presence = openTagPresence(usualTagPresence);
  expect(presence.read(sighting('street', -70, 0))).toEqual([]);
  expect(presence.read(sighting('shelf', -50, 100))).toEqual([{ kind: 'tag-arrived', epc: '3034', tid: null, location: 'shelf', atMs: 100 }]);
  expect(presence.read(sighting('shelf', -50, 200))).toEqual([]);
  expect(presence.present()).toMatchObject([{ epc: '3034', location: 'shelf', arrivedAtMs: 100, lastSeenAtMs: 200 }]);
});

test('single reads far apart are strays', () => {
  const presence = openTagPresence(usualTagPresence);
  expect(readAll(presence, [0, 20_000, 40_000].map(atMs => sighting('street', -75, atMs)))).toEqual([]);
  expect(presence.present()).toEqual([]);
});

test('a tag between two antennas does not flap', () => {
  const presence = openTagPresence(usualTagPresence);
  const flicker = Array.from({ length: 2000 }, (_, index) => sighting(index % 2 ? 'a' : 'b', -55 + ((index * 7) % 9) - 4, index * 50));
  expect(readAll(presence, flicker).map(event => event.kind)).toEqual(['tag-arrived']);
});

test('a clearly stronger place is a move at once, an equally strong one when the old place has gone quiet', () => {
  const presence = openTagPresence(usualTagPresence);
  readAll(presence, [sighting('a', -60, 0), sighting('a', -60, 100)]);
  expect(presence.read(sighting('b', -55, 150))).toEqual([]);
  expect(presence.read(sighting('c', -50, 200))).toEqual([{ kind: 'tag-moved', epc: '3034', from: 'a', to: 'c', atMs: 200 }]);
  expect(presence.read(sighting('a', -51, 300))).toEqual([]);
  // 6 dB fall to nothing 750 ms after the hold-off of 500 ms.
  expect(presence.read(sighting('d', -50, 1_400))).toEqual([]);
  expect(presence.read(sighting('d', -50, 1_451))).toMatchObject([{ kind: 'tag-moved', from: 'c', to: 'd' }]);
});

test('a tag unseen departs, once, with the time it was seen last', () => {
  const presence = openTagPresence(usualTagPresence);
  readAll(presence, [sighting('shelf', -50, 0), sighting('shelf', -50, 1_000)]);
  expect(presence.passTime(600_999)).toEqual([]);
  expect(presence.passTime(601_000)).toEqual([{ kind: 'tag-departed', epc: '3034', location: 'shelf', lastSeenAtMs: 1_000, atMs: 601_000, because: 'unseen' }]);
  expect(presence.passTime(700_000)).toEqual([]);
  expect(presence.rememberedCount()).toBe(0);
});

test('two chips under one EPC are told once', () => {
  const presence = openTagPresence(usualTagPresence);
  const events = readAll(presence, ['E280AA', null, 'E280AA', 'E280BB', 'E280BB'].map((tid, atMs) => sighting('shelf', -50, atMs, { tid })));
  expect(events.filter(event => event.kind === 'epc-duplicated')).toEqual([{ kind: 'epc-duplicated', epc: '3034', tids: ['E280AA', 'E280BB'], atMs: 3 }]);
});

test('memory has a bound, and what is let go is told', () => {
  const presence = openTagPresence({ ...usualTagPresence, maxTags: 100, arriveAfterReads: 1 });
  const events = readAll(presence, Array.from({ length: 250 }, (_, index) => sighting('shelf', -50, index, { epc: `E${index}` })));
  expect(presence.rememberedCount()).toBe(100);
  expect(events.filter(event => event.kind === 'tag-departed')).toHaveLength(150);
  expect(events.find(event => event.kind === 'tag-departed')).toMatchObject({ epc: 'E0', because: 'too-many-tags' });
});

test('arrivals, moves and departures of every tag make one unbroken story', () => {
  const step = fc.record({ epc: fc.constantFrom('A', 'B', 'C', 'D'), location: fc.constantFrom('p', 'q', 'r', 's', 't', 'u'),
    rssiDbm: fc.option(fc.integer({ min: -80, max: -30 })), afterMs: fc.oneof(fc.nat(500), fc.nat(800_000)) });
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const presence = openTagPresence({ ...usualTagPresence, maxTags: 3 });
    const placeByEpc = new Map<string, string>();
    let atMs = 0;
    for (const { afterMs, ...read } of steps) {
      atMs += afterMs;
      for (const event of [...presence.passTime(atMs), ...presence.read({ ...read, tid: null, atMs })]) {
        if (event.kind === 'tag-arrived') {
          expect(placeByEpc.has(event.epc)).toBe(false);
          placeByEpc.set(event.epc, event.location);
        } else if (event.kind === 'tag-moved') {
          expect(placeByEpc.get(event.epc)).toBe(event.from);
          placeByEpc.set(event.epc, event.to);
        } else if (event.kind === 'tag-departed') {
          expect(placeByEpc.get(event.epc)).toBe(event.location);
          placeByEpc.delete(event.epc);
        }
      }
      expect(new Map(presence.present().map(tag => [tag.epc, tag.location]))).toEqual(placeByEpc);
    }
  }), { numRuns: 300 });
});

test('a minute of 5,000 reads a second of 20,000 tags is far less than a minute of work', () => {
  const presence = openTagPresence(usualTagPresence);
  const epcs = Array.from({ length: 20_000 }, (_, index) => `3034${index.toString(16).padStart(20, '0')}`);
  let arrived = 0;
  const before = performance.now();
  for (let index = 0; index < 300_000; index++) {
    const sighted = { epc: epcs[(index * 7919) % 20_000]!, tid: null, location: index % 3 ? 'a' : 'b', rssiDbm: -50 - (index % 11), atMs: index / 5 };
    for (const event of presence.read(sighted)) if (event.kind === 'tag-arrived') arrived++;
  }
  expect(arrived).toBe(20_000);
  expect(performance.now() - before).toBeLessThan(6_000);
});

test('a reference tag tells a blind or weak antenna from a connected one', () => {
  const tag = { epc: 'REF1', location: 'gate', withinMs: 5_000, minRssiDbm: -65 };
  const check = openReferenceTagCheck([tag], 0);
  expect(check.read(sighting('gate', -50, 1_000, { epc: 'REF1' }))).toBe(true);
  expect(check.read(sighting('gate', -50, 1_000))).toBe(false);
  expect(check.passTime(5_900)).toEqual([]);
  expect(check.passTime(6_001)).toEqual([{ kind: 'antenna-blind', epc: 'REF1', location: 'gate', lastReadAtMs: 1_000, atMs: 6_001 }]);
  expect(check.passTime(7_000)).toEqual([]);
  for (let atMs = 7_000; atMs < 7_050; atMs++) check.read(sighting('gate', -70, atMs, { epc: 'REF1' }));
  expect(check.passTime(8_000)).toMatchObject([{ kind: 'antenna-weak', meanRssiDbm: -70 }]);
  for (let atMs = 8_000; atMs < 8_050; atMs++) check.read(sighting('gate', -50, atMs, { epc: 'REF1' }));
  expect(check.passTime(9_000)).toMatchObject([{ kind: 'antenna-reading' }]);
});
