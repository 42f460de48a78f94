import type { BitReader } from './epc-bits.ts';
import { decodeCode40, encodeCode40 } from './epc-characters.ts';

/** Domain endings that take 14 bits: seven for the table, seven for the place in it (TDS 2.3 §14.5.16, tables B1 to B4). */
const endingTables: readonly (readonly string[])[] = [
  ('ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo bq br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn ' +
    'co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk ' +
    'hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li').split(' '),
  ('lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph ' +
    'pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr ' +
    'tt tv tw tz ua ug us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw').split(' '),
  ('com.au net.au org.au co.at com.bd co.bd com.br net.br co.nz com.ng com.pk co.in com.in co.il co.jp co.za co.kr com.es com.lk co.th co.tt ' +
    'com.tt com.tr biz.tr com.ua co.uk co.zm com.zm com.cn org.cn net.cn gov.cn').split(' '),
  ('tech').split(' '),
];

/** Units of seven bits that stand for more than one character (TDS 2.3 table A); any other unit is its character. */
const shortForms: Readonly<Record<number, string>> = {
  30: 'qr.', 31: 'www.', 32: 'id.', 91: '.com', 92: '.org', 93: '.net', 94: '.int', 96: '.edu',
  123: '.gov', 124: '.mil', 125: '.biz', 126: '.eco', 127: '.med',
};

/** The host name of a Digital Link in a `++` scheme: one bit for the coding, six for its units, then those. */
export const readHostname = (reader: BitReader): string | null => {
  const coding = reader.take(1);
  const length = Number(reader.number(6) ?? 0n);
  if (coding === null || length === 0) return null;
  const bits = reader.take(coding === '0' ? Math.ceil(length / 3) * 16 : length * 7);
  if (bits === null) return null;
  const hostname = coding === '0' ? decodeCode40(bits, length) : readUnits(bits);
  return hostname !== null && isHostname(hostname) ? hostname : null;
};

/** Capital letters are written in URN Code 40, others in units of seven bits with the longest short forms. */
export const writeHostname = (hostname: string): string | null => {
  if (!isHostname(hostname)) return null;
  const code40 = /[A-Z]/.test(hostname) && !/[a-z]/.test(hostname) ? encodeCode40(hostname) : null;
  if (code40 !== null) return `0${sixBits(hostname.length)}${code40}`;
  const units = writeUnits(hostname);
  return units.length / 7 > 63 ? null : `1${sixBits(units.length / 7)}${units}`;
};

const isHostname = (text: string): boolean => /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62})$/.test(text);

const readUnits = (bits: string): string | null => {
  let text = '';
  for (let at = 0; at < bits.length; at += 7) {
    const unit = Number.parseInt(bits.slice(at, at + 7), 2);
    const table = endingTables[unit];
    if (table === undefined) {
      text += shortForms[unit] ?? String.fromCharCode(unit);
      continue;
    }
    at += 7;
    const ending = table[Number.parseInt(bits.slice(at, at + 7), 2)];
    if (ending === undefined) return null;
    text += `.${ending}`;
  }
  return text;
};

const writeUnits = (hostname: string): string => {
  let units = '';
  for (let at = 0; at < hostname.length; ) {
    const form = writtenForms.find(({ text }) => hostname.startsWith(text, at));
    units += form?.units ?? sevenBits(hostname.charCodeAt(at));
    at += form?.text.length ?? 1;
  }
  return units;
};

const sixBits = (value: number): string => value.toString(2).padStart(6, '0');
const sevenBits = (value: number): string => value.toString(2).padStart(7, '0');

/** Longest first, so that `.co.uk` is not written as `.co`. */
const writtenForms: readonly { readonly text: string; readonly units: string }[] = [
  ...endingTables.flatMap((table, tableIndex) => table.map((ending, index) => ({ text: `.${ending}`, units: sevenBits(tableIndex) + sevenBits(index) }))),
  ...Object.entries(shortForms).map(([unit, text]) => ({ text, units: sevenBits(Number(unit)) })),
].sort((left, right) => right.text.length - left.text.length);
