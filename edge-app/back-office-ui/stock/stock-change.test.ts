import { describe, expect, it } from 'vitest';
import { changeOf } from './stock-change.ts';

describe('what a stock entry means', () => {
  it('is the difference when somebody counted', () => {
    expect(changeOf('count', 7, 10)).toBe(-3);
    expect(changeOf('count', 7, -2)).toBe(9);
    expect(changeOf('count', 0, 0)).toBeNull();
  });
  it('takes away what was scrapped or stolen and adds what was found', () => {
    expect(changeOf('scrap', 2, 10)).toBe(-2);
    expect(changeOf('theft', 2, 10)).toBe(-2);
    expect(changeOf('found', 2, 10)).toBe(2);
    expect(changeOf('scrap', 0, 10)).toBeNull();
  });
});
