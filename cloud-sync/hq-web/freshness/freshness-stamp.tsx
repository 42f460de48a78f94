import type { Stamped, StoreLink } from 'retail-model/api/hq-snapshots.ts';
import { formatAge, formatDate, formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useHq } from '../shell/hq-screen.tsx';
import { shellWords, storeLinkWords } from '../shell/shell-words.ts';
import { freshnessOf } from './freshness.ts';
import { useHqNow } from './use-hq-now.ts';

/** "as of 09:41:07 · 3 s ago", grey and hollow when old. With `link`, also whether the store speaks now. */
export function FreshnessStamp({ stamp: { nowMs, asOfMs }, link }: { readonly stamp: Stamped; readonly link?: StoreLink }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(shellWords);
  const words = useWords();
  const hqNowMs = useHqNow(nowMs);
  const freshness = freshnessOf(hqNowMs, asOfMs);
  const isLive = freshness.kind === 'fresh' && (link === undefined || link === 'live');
  return (
    <span className={isLive ? 'stamp stamp-live' : 'stamp stamp-old'}>
      {link !== undefined && <strong>{words(storeLinkWords[isLive ? 'live' : link === 'live' ? 'silent' : link])}</strong>}
      {asOfMs === null || freshness.kind === 'never' ? (link === 'never' ? '' : say('never-heard')) : `${say('as-of', { time: `${freshness.ageMs > 86_400_000 ? `${formatDate(asOfMs, language, timeZone)} ` : ''}${formatExactTime(asOfMs, language, timeZone)}` })} · ${formatAge(freshness.ageMs, language)}`}
    </span>
  );
}
