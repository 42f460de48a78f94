import type { Language } from 'retail-model/text/words.ts';

const made = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, timeZone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(shape)}`;
  let found = made.get(key);
  if (!found) made.set(key, (found = new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', { ...shape, timeZone, hourCycle: 'h23' })));
  return found;
}

/** `09:41:07` in the store's zone. */
export const formatExactTime = (atMs: number, language: Language, timeZone: string): string => formatter(language, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs);
/** `22 Nov 2026` or `2026年11月22日`. */
export const formatDate = (atMs: number, language: Language, timeZone: string): string =>
  formatter(language, timeZone, language === 'zh-CN' ? { year: 'numeric', month: 'long', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' }).format(atMs);
/** `22 Nov, 09:41` or `11月22日 09:41`. */
export const formatDateTime = (atMs: number, language: Language, timeZone: string): string =>
  formatter(language, timeZone, { month: language === 'zh-CN' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(atMs);
/** With the zone, for head office: `09:41 GMT+8`. */
export const formatTimeWithZone = (atMs: number, language: Language, timeZone: string): string =>
  formatter(language, timeZone, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(atMs);

/** How long ago, in the unit a person would use; never negative. */
export function formatAge(ageMs: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  const zh = language === 'zh-CN';
  if (seconds < 5) return zh ? '刚刚' : 'just now';
  if (seconds < 90) return zh ? `${seconds} 秒前` : `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return zh ? `${minutes} 分钟前` : `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return zh ? `${hours} 小时前` : `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return zh ? `${days} 天前` : `${days} days ago`;
}

/** A waiting time as a clock: `0:42`, `12:05`. */
export function formatWait(waitMs: number): string {
  const seconds = Math.max(0, Math.floor(waitMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
