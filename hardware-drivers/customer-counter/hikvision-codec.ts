import { fail, ok, type Result } from 'retail-model/result.ts';
import { parseBoundedXml, xmlChild, xmlDescendant, type XmlElement } from '../bounded-xml.ts';
import { textOfInput, type DecodeInput, type DecodeResult } from '../decode-input.ts';

/** One push of a counting camera. `enter` and `exit` of `realTime` are totals since its last reset; of `timeRange`, the people of that time. */
export interface PeopleCount {
  readonly method: 'realTime' | 'timeRange';
  /** As the camera wrote them, with its own offset; null for `realTime`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly enter: number;
  readonly exit: number;
  /** Went by without entering; null when the camera does not count them. */
  readonly pass: number | null;
  /** Of the camera, as it wrote it. */
  readonly mac: string;
}
export interface PeopleCountError {
  readonly kind: 'people-xml' | 'people-other-event' | 'people-malformed';
  readonly message: string;
}

/** Hikvision ISAPI `EventNotificationAlert` of type PeopleCounting. */
export const parseHikvisionCount = (text: string): Result<PeopleCount, PeopleCountError> => {
  const document = parseBoundedXml(text);
  if (!document.ok) return fail({ kind: 'people-xml', message: document.error.message });
  const root = document.value;
  const eventType = xmlChild(root, 'eventType')?.text ?? '';
  const counting = xmlChild(root, 'peopleCounting') ?? xmlDescendant(root, 'PeopleCounting');
  if (eventType.toLowerCase() !== 'peoplecounting' || !counting) return fail({ kind: 'people-other-event', message: `An event of type "${eventType}" holds no count` });
  const method = xmlChild(counting, 'statisticalMethods')?.text;
  const enter = countOf(counting, 'enter');
  const exit = countOf(counting, 'exit');
  const mac = xmlChild(root, 'macAddress')?.text ?? '';
  if ((method !== 'realTime' && method !== 'timeRange') || enter === null || exit === null || mac === '') {
    return fail({ kind: 'people-malformed', message: 'The method, a count or the address is missing' });
  }
  const range = xmlChild(counting, 'TimeRange');
  const from = (range && xmlChild(range, 'startTime')?.text) ?? null;
  const to = (range && xmlChild(range, 'endTime')?.text) ?? null;
  if (method === 'timeRange' && (!isInstant(from) || !isInstant(to))) return fail({ kind: 'people-malformed', message: 'A count of a time without its times' });
  return ok({ method, from, to, enter, exit, pass: countOf(counting, 'pass'), mac });
};

const countOf = (parent: XmlElement, name: string): number | null => {
  const text = xmlChild(parent, name)?.text ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
};

const isInstant = (text: string | null): boolean => text !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text));

/** What `mendian decode --protocol people-hikvision` prints. */
export const decodeHikvision = (input: DecodeInput): DecodeResult => {
  const text = textOfInput(input);
  if (!text.ok) return text;
  const count = parseHikvisionCount(text.value);
  if (!count.ok) return count;
  return ok(Object.fromEntries(Object.entries(count.value).filter(([, value]) => value !== null)));
};
