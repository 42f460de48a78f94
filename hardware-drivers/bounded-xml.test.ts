import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeXml, parseBoundedXml, xmlChild, xmlDescendant } from './bounded-xml.ts';

const kindOf = (text: string): string | null => {
  const parsed = parseBoundedXml(text);
  return parsed.ok ? null : parsed.error.kind;
};

test('elements, CDATA, comments, entities, attributes and prefixes', () => {
  const parsed = parseBoundedXml('<?xml version="1.0"?>\n<!-- x --><a:xml v="1"><one>1 &lt; 2 &#x4e2d;&#25991;</one><two><![CDATA[<&>]]></two><n:three/><deep><four> 4 </four></deep></a:xml>');
  if (!parsed.ok) throw new Error(parsed.error.message);
  expect(xmlChild(parsed.value, 'one')?.text).toBe('1 < 2 中文');
  expect(xmlChild(parsed.value, 'two')?.text).toBe('<&>');
  expect(xmlChild(parsed.value, 'three')?.text).toBe('');
  expect(xmlDescendant(parsed.value, 'four')?.text).toBe('4');
  expect(xmlDescendant(parsed.value, 'xml')).toBe(parsed.value);
});

test.each([
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'xml-doctype'],
  ['<a>&b;</a>', 'xml-malformed'],
  ['<a>&amp</a>', 'xml-malformed'],
  ['<a><b></a></b>', 'xml-malformed'],
  ['<a>', 'xml-malformed'],
  ['<a/><b/>', 'xml-malformed'],
  ['hello', 'xml-malformed'],
  ['', 'xml-malformed'],
  ['<a><![CDATA[', 'xml-malformed'],
  ['<a>'.repeat(33), 'xml-too-deep'],
  [`<a>${' '.repeat(262_144)}</a>`, 'xml-too-long'],
])('%s is refused as %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

test('any text survives, and nothing makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    const parsed = parseBoundedXml(`<a>${escapeXml(text)}</a>`);
    expect(parsed.ok && parsed.value.text).toBe(text.trim());
  }));
  fc.assert(fc.property(fc.array(fc.constantFrom('<', '>', '/', 'a', ' ', '=', '"', '&', ';', '#', '<![CDATA[', ']]>', '<!--', '-->', '<a>', '</a>')), (pieces) => {
    parseBoundedXml(pieces.join(''));
  }), { numRuns: 2000 });
});
