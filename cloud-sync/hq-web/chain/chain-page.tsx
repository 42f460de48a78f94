import { Skeleton } from 'antd';
import type { ChainSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { Figure } from 'edge-app/ui-kit/office/figure.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { hqHashOf, type HqPageName } from '../shell/hq-route.ts';
import { useHqView } from '../shell/hq-screen.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { chainWords } from './chain-words.ts';
import { DayBars } from './day-bars.tsx';
import { byTrouble } from './store-order.ts';
import { StoreTile } from './store-tile.tsx';

const pageHref = (page: HqPageName): string => hqHashOf({ kind: 'page', page, search: '' });

export function ChainPage() {
  const { snapshot } = useHqView('chain', {});
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.chain)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />} />
      {snapshot ? <Board chain={snapshot} /> : <Skeleton active />}
    </>
  );
}

function Board({ chain }: { readonly chain: ChainSnapshot }) {
  const { language } = useLanguage();
  const say = useText(chainWords);
  const { totals } = chain;
  const count = (value: number): string => formatNumber(value, language);
  if (chain.stores.length === 0) return <section className="panel"><EmptyState title={say('no-stores')} help={say('no-stores-help')}><a href={pageHref('enrolment')}>{say('to-enrolment')}</a></EmptyState></section>;
  return (
    <div className="stack">
      <div className="chain-figures">
        <Figure name={say('takings')} value={formatMoney(totals.takingsTodayMinor)} />
        <Figure name={say('baskets')} value={count(totals.basketsToday)} />
        <Figure name={say('live-stores')} value={count(totals.live)} note={say('of-stores', { count: count(totals.stores) })} tone={totals.live < totals.stores ? 'warning' : 'plain'} />
        <Figure name={say('waiting')} value={count(totals.entriesWaiting)} tone={totals.entriesWaiting > 0 ? 'warning' : 'plain'} />
        <Figure name={say('stock-outs')} value={count(totals.stockOuts)} tone={totals.stockOuts > 0 ? 'warning' : 'plain'} href={pageHref('stock')} />
        <Figure name={say('devices')} value={count(totals.devicesInTrouble)} tone={totals.devicesInTrouble > 0 ? 'danger' : 'plain'} />
        <Figure name={say('quarantined')} value={count(totals.quarantined)} tone={totals.quarantined > 0 ? 'danger' : 'plain'} href={pageHref('quarantine')} />
        <Figure name={say('orders')} value={count(totals.ordersToday)} href={pageHref('orders')} />
      </div>
      <section>
        <h2 className="section-title">{say('stores')}<small>{say('trouble-first')}</small></h2>
        <div className="store-tiles">{chain.stores.toSorted(byTrouble).map((store) => <StoreTile key={store.storeId} store={store} nowMs={chain.nowMs} />)}</div>
      </section>
      <section className="panel"><h2>{say('days')}</h2><DayBars days={chain.days} /></section>
    </div>
  );
}
