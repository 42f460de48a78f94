import { expect, test } from 'vitest';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { decodeHikvision, parseHikvisionCount } from './hikvision-codec.ts';

const { vectors, compare } = readPublishedVectors(new URL('fixtures/people-vectors.json', import.meta.url), 'people-hikvision');

test.each(vectors)('agrees with the published push $id', (vector) => {
  expect(disagreements(decodeHikvision, vector, compare)).toEqual([]);
});

const push = vectors[0]!.text!;
test.each([
  ['another event', push.replace('PeopleCounting', 'VMD'), 'people-other-event'],
  ['no times', push.replace(/<TimeRange>[\s\S]*<\/TimeRange>/, ''), 'people-malformed'],
  ['a negative count', push.replace('<exit>0', '<exit>-1'), 'people-malformed'],
  ['a document type', push.replace('<Event', '<!DOCTYPE x><Event'), 'people-xml'],
  ['half a document', push.slice(0, 400), 'people-xml'],
])('%s is refused', (_, text, kind) => {
  const parsed = parseHikvisionCount(text);
  expect(parsed.ok ? null : parsed.error.kind).toBe(kind);
});

test('totals come without times', () => {
  const text = push.replace('timeRange', 'realTime').replace(/<TimeRange>[\s\S]*<\/TimeRange>/, '').replace('<enter>0', '<enter>1207');
  expect(parseHikvisionCount(text)).toMatchObject({ ok: true, value: { method: 'realTime', from: null, enter: 1207 } });
});
