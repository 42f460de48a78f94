import { expect, test } from 'vitest';
import { disagreements, readPublishedVectors } from '../published-vectors.ts';
import { decodeOeplDataType, decodeOeplTagType } from './oepl-definitions.ts';

const file = new URL('fixtures/label-vectors.json', import.meta.url);
const types = readPublishedVectors(file, 'oepl-tagtype');
const sizes = readPublishedVectors(file, 'oepl-imagesize');

test.each(types.vectors)('agrees with the published label type $id', (vector) => {
  expect(disagreements(decodeOeplTagType, vector, types.compare)).toEqual([]);
});
test.each(sizes.vectors)('agrees with the published data type $id', (vector) => {
  expect(disagreements(decodeOeplDataType, vector, sizes.compare)).toEqual([]);
});

test('what is none is refused', () => {
  expect(decodeOeplDataType({ text: 'DATATYPE_IMG_RAW_2BPP 0x20' }).ok).toBe(false);
  expect(decodeOeplDataType({ text: 'RAW_2BPP' }).ok).toBe(false);
  expect(decodeOeplTagType({ json: { name: 'x', width: -1, height: 1, bpp: 1, colortable: {} } }).ok).toBe(false);
  expect(decodeOeplTagType({ json: { name: 'new', width: 1, height: 1, bpp: 1, colortable: {} } })).toMatchObject({ ok: true, value: { hwType: null } });
});
