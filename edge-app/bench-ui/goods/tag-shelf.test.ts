import { describe, expect, it } from 'vitest';
import { gs1CheckDigit } from 'retail-model/gs1/gtin.ts';
import { epcToGtin } from 'retail-model/rfid/epc.ts';
import { tagFor } from './tag-shelf.ts';

describe('a tag on the bench', () => {
  const digits = '0952000100001';
  const gtin = `${digits}${gs1CheckDigit(digits)}`;
  it('carries its product and its own serial', () => {
    const tag = tagFor({ productId: 'shirt', gtin }, 4711);
    const read = epcToGtin(tag!.epc);
    expect(read.ok && [read.value.gtin, read.value.serial]).toEqual([gtin, '4711']);
  });
  it('is not made for a number that is no GTIN', () => expect(tagFor({ productId: 'x', gtin: `${digits}${(gs1CheckDigit(digits) + 1) % 10}` }, 1)).toBeNull());
});
