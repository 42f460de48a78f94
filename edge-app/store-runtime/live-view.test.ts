import { expect, test } from 'vitest';
import { openChanges } from './changes.ts';
import { liveView } from './live-view.ts';

/** Waits that end when the test says so. */
function manualLater() {
  const waiting = new Set<() => void>();
  return { later: (_ms: number, task: () => void) => { waiting.add(task); return () => void waiting.delete(task); }, pass: () => [...waiting].forEach((task) => { waiting.delete(task); task(); }) };
}

test('a view rests between two pictures and never swallows the last change', () => {
  const changes = openChanges();
  const clock = manualLater();
  const shown: number[] = [];
  let figure = 0;
  const stop = liveView(changes, ['journal'], 300, clock.later, () => figure, (value) => shown.push(value));
  for (figure = 1; figure <= 5; figure += 1) changes.tell('journal');
  figure = 5;
  expect(shown).toEqual([0, 1]);
  clock.pass();
  expect(shown).toEqual([0, 1, 5]);
  clock.pass();
  expect(shown).toEqual([0, 1, 5]);
  stop();
  changes.tell('journal');
  expect(shown).toEqual([0, 1, 5]);
});

test('what a person waits for with a finger on the glass is shown at once, each time', () => {
  const changes = openChanges();
  const shown: number[] = [];
  let figure = 0;
  liveView(changes, ['lanes'], 0, () => () => undefined, () => figure, (value) => shown.push(value));
  for (figure = 1; figure <= 3; figure += 1) changes.tell('lanes');
  expect(shown).toEqual([0, 1, 2, 3]);
});
