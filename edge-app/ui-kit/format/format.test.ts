import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountTyped, formatAmount, formatMoney, formatMoneyChange } from './money.ts';
import { formatDelta, formatNumber, formatPercent } from './number.ts';
import { formatAge, formatDateTime, formatExactTime, formatTimeWithZone, formatWait } from './time.ts';
import { formatUnitPrice, formatUnits, formatWeight } from './weight.ts';

const shanghai = 'Asia/Shanghai';
const morning = Date.UTC(2026, 10, 22, 1, 41, 7);

describe('money', () => {
  it('is written from integers', () => {
    expect([0, 5, 1280, 123_456_789].map(formatMoney)).toEqual(['¥0.00', '¥0.05', '¥12.80', '¥1,234,567.89']);
    expect(formatMoney(-80)).toBe('−¥0.80');
    expect(formatAmount(-123_400)).toBe('−1,234.00');
    expect([formatMoneyChange(300), formatMoneyChange(0), formatMoneyChange(-5)]).toEqual(['+¥3.00', '¥0.00', '−¥0.05']);
  });

  it('reads back to the same amount, whatever it is', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (minor) => Number(formatMoney(minor).replaceAll(/[¥,.]/g, '').replace('−', '-')) === minor));
  });

  it('is typed in fen', () => {
    expect(['', '1', '1280'].map((digits) => amountTyped(digits, 7))).toEqual([0, 1, 1280]);
    expect(['12a', '12345678', '-1'].map((digits) => amountTyped(digits, 7))).toEqual([null, null, null]);
  });
});

describe('weights', () => {
  it('are said as the scale says them', () => {
    expect(formatWeight(488, 'en')).toBe('0.488 kg');
    expect(formatWeight(12_005, 'zh-CN')).toBe('12.005 kg');
    expect(formatWeight(488, 'zh-CN', 'jin')).toBe('0.976 斤');
    expect(formatWeight(-3, 'en')).toBe('−0.003 kg');
  });

  it('and pieces follow how the product is sold', () => {
    expect([formatUnits(3, 'each', 'en'), formatUnits(3, 'each', 'zh-CN'), formatUnits(1286, 'weight', 'en')]).toEqual(['3 pc', '3 件', '1.286 kg']);
    expect([formatUnitPrice(1280, 'each'), formatUnitPrice(1380, 'weight')]).toEqual(['¥12.80', '¥13.80/kg']);
  });
});

describe('times', () => {
  it('are local to the store', () => {
    expect(formatExactTime(morning, 'en', shanghai)).toBe('09:41:07');
    expect(formatExactTime(morning, 'zh-CN', shanghai)).toBe('09:41:07');
    expect(formatDateTime(morning, 'zh-CN', shanghai)).toContain('11月22日');
    expect(formatTimeWithZone(morning, 'en', shanghai)).toBe('09:41 GMT+8');
    expect(formatExactTime(Date.UTC(2026, 0, 1, 16), 'en', shanghai)).toBe('00:00:00');
  });

  it('say how long ago in the unit a person would use', () => {
    expect([-5, 2_000, 42_000, 600_000, 7_200_000, 259_200_000].map((age) => formatAge(age, 'en'))).toEqual(['just now', 'just now', '42 s ago', '10 min ago', '2 h ago', '3 days ago']);
    expect(formatAge(42_000, 'zh-CN')).toBe('42 秒前');
    expect([0, 42_000, 725_000].map(formatWait)).toEqual(['0:00', '0:42', '12:05']);
  });
});

describe('numbers', () => {
  it('carry one decimal as percentages, and their sign and arrow as changes', () => {
    expect(formatPercent(0.125, 'en')).toBe('12.5 %');
    expect(formatPercent(0.125, 'zh-CN')).toBe('12.5%');
    expect(formatDelta(103.2, 100, 'en')).toBe('▲ +3.2 %');
    expect(formatDelta(90, 100, 'zh-CN')).toBe('▼ −10.0%');
    expect([formatDelta(5, 0, 'en'), formatDelta(5, null, 'en')]).toEqual([null, null]);
    expect(formatNumber(12_345.678, 'en', 1)).toBe('12,345.7');
  });
});
