import { describe, expect, it } from 'vitest';
import { freshnessOf } from './freshness.ts';

describe('the age of a figure', () => {
  it('is fresh for two heartbeats, then old', () => {
    expect(freshnessOf(100_000, 100_000)).toEqual({ kind: 'fresh', ageMs: 0 });
    expect(freshnessOf(130_000, 100_000).kind).toBe('fresh');
    expect(freshnessOf(130_001, 100_000)).toEqual({ kind: 'old', ageMs: 30_001 });
  });
  it('is never negative, and never invented', () => {
    expect(freshnessOf(99_000, 100_000)).toEqual({ kind: 'fresh', ageMs: 0 });
    expect(freshnessOf(99_000, null)).toEqual({ kind: 'never' });
  });
});
