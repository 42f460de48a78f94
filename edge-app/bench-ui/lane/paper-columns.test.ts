import { describe, expect, it } from 'vitest';
import { columnsOf, widthParts } from './paper-columns.ts';

const line = (text: string, widthTimes = 1) => ({ kind: 'line' as const, align: 'left' as const, runs: [{ text, isBold: false, isUnderlined: false, isInverse: false, widthTimes, heightTimes: 1 }] });

describe('columns of a receipt', () => {
  it('count Chinese characters twice and magnified ones again', () => {
    expect(columnsOf([line('x'.repeat(40))])).toBe(40);
    expect(columnsOf([line('鲜牛奶'.repeat(8))])).toBe(48);
    expect(columnsOf([line('鲜牛奶'.repeat(4), 2)])).toBe(48);
    expect(columnsOf([line('x')])).toBe(32);
  });
  it('lose nothing of the text', () => {
    const text = '合计 ¥37.80（含税）ok';
    expect(widthParts(text).map((part) => part.text).join('')).toBe(text);
    expect(widthParts('合计 1')).toEqual([{ text: '合计', isDouble: true }, { text: ' 1', isDouble: false }]);
  });
});
