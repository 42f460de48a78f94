import type { ChainStore } from 'retail-model/api/hq-snapshots.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatAge, formatWait } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { freshnessOf } from '../freshness/freshness.ts';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { useHqNow } from '../freshness/use-hq-now.ts';
import { hqHashOf } from '../shell/hq-route.ts';
import { chainWords } from './chain-words.ts';
import { hasAllArrived } from './store-order.ts';

/** One store on the board: its day, and what head office does not know yet. Old figures are grey. */
export function StoreTile({ store, nowMs }: { readonly store: ChainStore; readonly nowMs: number }) {
  const { language } = useLanguage();
  const say = useText(chainWords);
  const words = useWords();
  const old = store.link !== 'live' || freshnessOf(useHqNow(nowMs), store.asOfMs).kind !== 'fresh';
  const counts = [['stock-outs', store.stockOuts, 'warning'], ['devices', store.devicesInTrouble, 'danger'], ['labels', store.labelsInTrouble, 'danger'], ['quarantined', store.quarantined, 'danger'], ['gaps', store.gaps, 'danger']] as const;
  return (
    <a className={old ? 'store-tile store-tile-old' : 'store-tile'} href={hqHashOf({ kind: 'store', storeId: store.storeId })}>
      <h3>{words(store.names)}<small>{store.storeId}</small></h3>
      <FreshnessStamp stamp={{ nowMs, asOfMs: store.asOfMs }} link={store.link} />
      <div className="store-tile-figures">
        <span><small>{say('takings')}</small><b>{store.asOfMs === null ? '–' : formatMoney(store.takingsTodayMinor)}</b></span>
        <span><small>{say('baskets')}</small><b>{store.asOfMs === null ? '–' : formatNumber(store.basketsToday, language)}</b></span>
      </div>
      {store.link !== 'never' && <p className="quiet-words">{store.link === 'live' && hasAllArrived(store) ? say('all-arrived') : say('arrived', { amount: formatMoney(store.arrivedTakingsMinor), count: formatNumber(store.arrivedBaskets, language) })}</p>}
      <div className="store-tile-marks">
        {store.entriesWaiting > 0 && (
          <StateMark tone="warning">
            {[`${say('waiting')} ${formatNumber(store.entriesWaiting, language)}`, ...(store.oldestWaitingMs === null ? [] : [say('oldest', { age: formatAge(nowMs - store.oldestWaitingMs, language) })]), ...(store.expectedDrainMs === null ? [] : [say('drains-in', { time: formatWait(store.expectedDrainMs) })])].join(' · ')}
          </StateMark>
        )}
        {counts.map(([key, count, tone]) => count > 0 && <StateMark key={key} tone={tone}>{say(key)} {formatNumber(count, language)}</StateMark>)}
      </div>
    </a>
  );
}
