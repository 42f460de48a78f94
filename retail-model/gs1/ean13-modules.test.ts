import { expect, test } from 'vitest';
import { ean13Modules } from './ean13-modules.ts';

test('an EAN-13 symbol has guard bars, 95 modules and the parity pattern of its first digit', () => {
  const bits = ean13Modules('5901234123457').map(Number).join('');
  expect(bits).toHaveLength(95);
  expect([bits.slice(0, 3), bits.slice(45, 50), bits.slice(-3)]).toEqual(['101', '01010', '101']);
  // First left digit 9 in set A, second 0 in set B (first digit 5: ABBAAB).
  expect([bits.slice(3, 10), bits.slice(10, 17)]).toEqual(['0001011', '0100111']);
});
