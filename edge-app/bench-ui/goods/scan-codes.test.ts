import { describe, expect, it } from 'vitest';
import { dirtyCode, payCodeOf, symbolOf, symbolTyped } from './scan-codes.ts';

const always = (value: number) => () => value;

describe('codes on the bench', () => {
  it('are the symbol that the product carries', () => {
    expect(symbolOf({ gtin: '09520000000110' })).toEqual({ text: '9520000000110', aimId: 'E0' });
    expect(symbolOf({ gtin: '00000096385074' })).toEqual({ text: '96385074', aimId: 'E4' });
    expect(symbolOf({ gtin: '19520000000117' })).toEqual({ text: '19520000000117', aimId: 'I1' });
  });
  it('pay as the wallets do', () => {
    expect(payCodeOf('wechat-pay', always(9))).toMatch(/^1[0-5]\d{16}$/);
    expect(payCodeOf('alipay', always(0))).toMatch(/^28\d{16}$/);
  });
  it('are printable noise when dirty, and what was typed otherwise', () => {
    expect(dirtyCode(always(0)).text).toBe('!'.repeat(11));
    expect(dirtyCode(always(0x5c)).text).toBe('}'.repeat(11));
    expect(symbolTyped('9520000000110').aimId).toBe('E0');
    expect(symbolTyped('M100007919').aimId).toBe('C0');
    expect(symbolTyped('https://id.example/01/09520000000110').aimId).toBe('Q1');
  });
});
