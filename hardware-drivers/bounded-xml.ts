import { fail, ok, type Result } from 'retail-model/result.ts';

/** An element with its text (trimmed, of itself only) and the elements inside it. Attributes are read over. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}
export interface XmlError {
  readonly kind: 'xml-too-long' | 'xml-too-deep' | 'xml-doctype' | 'xml-malformed';
  readonly message: string;
}

const maxCharacters = 262_144;
const maxDepth = 32;

/**
 * The subset of XML that devices and payment providers send: elements, text, CDATA, comments, the five named entities and numeric ones.
 * A document type is refused, so no entity can be defined and nothing can grow or be fetched.
 */
export const parseBoundedXml = (text: string): Result<XmlElement, XmlError> => {
  if (text.length > maxCharacters) return fail({ kind: 'xml-too-long', message: `More than ${maxCharacters} characters` });
  const open: { name: string; text: string; children: XmlElement[] }[] = [];
  let root: XmlElement | null = null;
  let at = 0;
  const malformed = (what: string): Result<never, XmlError> => fail({ kind: 'xml-malformed', message: `${what} at character ${at}` });

  while (at < text.length) {
    const tagAt = text.indexOf('<', at);
    const words = text.slice(at, tagAt === -1 ? text.length : tagAt);
    const decoded = decodeEntities(words);
    if (decoded === null) return malformed('An unknown entity');
    const current = open.at(-1);
    if (current) current.text += decoded;
    else if (words.replace('\uFEFF', '').trim() !== '') return malformed('Text outside of the document');
    if (tagAt === -1) break;
    at = tagAt;

    const special = specialAt(text, at);
    if (special) {
      if (special.kind === 'doctype') return fail({ kind: 'xml-doctype', message: 'A document type is not accepted' });
      const end = text.indexOf(special.end, at + special.start.length);
      if (end === -1) return malformed(`${special.start} without an end`);
      if (special.kind === 'cdata') {
        if (!current) return malformed('CDATA outside of the document');
        current.text += text.slice(at + special.start.length, end);
      }
      at = end + special.end.length;
      continue;
    }

    const tag = tagPattern.exec(text.slice(at, at + maxTagCharacters));
    if (!tag) return malformed('Not a tag');
    const [whole, closes, name, empties] = tag as unknown as [string, string, string, string];
    if (closes) {
      const done = open.pop();
      if (!done || done.name !== name) return malformed(`</${name}> closes nothing`);
      const element: XmlElement = { ...done, text: done.text.trim() };
      const parent = open.at(-1);
      if (parent) parent.children.push(element);
      else root = element;
    } else {
      if (root) return malformed('A second document');
      if (open.length >= maxDepth) return fail({ kind: 'xml-too-deep', message: `Elements are nested deeper than ${maxDepth}` });
      if (empties) {
        const element: XmlElement = { name, text: '', children: [] };
        if (current) current.children.push(element);
        else root = element;
      } else {
        open.push({ name, text: '', children: [] });
      }
    }
    at += whole.length;
  }
  if (open.length > 0) return malformed(`<${open.at(-1)!.name}> is not closed`);
  return root ? ok(root) : malformed('No element');
};

/** The first child of that name, by local name: a namespace prefix does not count. */
export const xmlChild = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find(child => localName(child.name) === name);

/** The first element of that name anywhere inside, the element itself included. */
export const xmlDescendant = (element: XmlElement, name: string): XmlElement | undefined => {
  if (localName(element.name) === name) return element;
  for (const child of element.children) {
    const found = xmlDescendant(child, name);
    if (found) return found;
  }
  return undefined;
};

/** `text` as the content of an element. */
export const escapeXml = (text: string): string => text.replace(/[&<>]/g, character => `&${character === '&' ? 'amp' : character === '<' ? 'lt' : 'gt'};`);

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const maxTagCharacters = 8_192;
const tagPattern = /^<(\/?)([A-Za-z_][\w.:-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/;

type Special = { readonly kind: 'comment' | 'cdata' | 'instruction' | 'doctype'; readonly start: string; readonly end: string };
const specials: readonly Special[] = [
  { kind: 'comment', start: '<!--', end: '-->' },
  { kind: 'cdata', start: '<![CDATA[', end: ']]>' },
  { kind: 'instruction', start: '<?', end: '?>' },
  { kind: 'doctype', start: '<!', end: '>' },
];
const specialAt = (text: string, at: number): Special | undefined => specials.find(special => text.startsWith(special.start, at));

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decodeEntities = (text: string): string | null => {
  let isKnown = true;
  const decoded = text.replace(/&([^;&]{0,10};?)/g, (_, entity: string) => {
    const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));$/.exec(entity);
    const code = numeric ? Number.parseInt(numeric[1] ?? numeric[2]!, numeric[1] ? 16 : 10) : null;
    const character = code === null ? named[entity.slice(0, -1)] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined || !entity.endsWith(';')) isKnown = false;
    return character ?? '';
  });
  return isKnown ? decoded : null;
};
