import { expect, test } from 'vitest';
import { judgeVectors } from './judge-vectors.ts';
import { readKeptVectors } from './kept-vectors.ts';

test('every kept vector agrees, and none of the 374 is missing', () => {
  const report = judgeVectors(readKeptVectors());
  expect(report).toMatchObject({ vectors: 374, agree: 374, disagree: 0, notJudged: 0, disagreements: [] });
  expect(Object.values(report.byProtocol).reduce((sum, { invalid }) => sum + invalid, 0)).toBe(69);
});

test('a vector with another meaning, or one that must be refused and is not, is told', () => {
  const vectors = readKeptVectors();
  const weight = vectors.find(({ protocol, meaning }) => protocol === 'scale-mt-sics' && 'weight' in meaning)!;
  const report = judgeVectors([{ ...weight, meaning: { ...weight.meaning, weight: '123.456' } }, { ...weight, valid: false }]);
  expect(report).toMatchObject({ agree: 0, disagree: 2 });
  expect(report.disagreements[0]).toMatch(/instead of "123\.456"/);
});

test('the form of a number and the case of letters do not count', () => {
  const reading = readKeptVectors().find(({ protocol, meaning }) => protocol === 'scale-8217' && typeof meaning['value'] === 'number')!;
  expect(judgeVectors([{ ...reading, meaning: { value: Number(reading.meaning['value']).toFixed(5) } }])).toMatchObject({ agree: 1 });
});
