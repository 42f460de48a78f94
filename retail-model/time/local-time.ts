/** Local time of a store from UTC ms and its IANA zone. Formatters are kept: making one costs a thousand times its use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(atMs: number, timeZone: string): Record<string, string> {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(atMs).map((part) => [part.type, part.value]));
}

/** Calendar day 'YYYY-MM-DD' in the store. */
export function localDay(atMs: number, timeZone: string): string {
  const { year, month, day } = partsOf(atMs, timeZone);
  return `${year}-${month}-${day}`;
}

/** Hour 0–23 in the store. */
export const localHour = (atMs: number, timeZone: string): number => Number(partsOf(atMs, timeZone)['hour']);

/** 'YYYY-MM-DD HH:MM' in the store, for receipts. */
export function localMinute(atMs: number, timeZone: string): string {
  const { year, month, day, hour, minute } = partsOf(atMs, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** `days` later (or earlier) than a day 'YYYY-MM-DD'. */
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
