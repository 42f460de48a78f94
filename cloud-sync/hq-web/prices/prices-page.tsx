import { Button, Checkbox, Skeleton } from 'antd';
import { useState } from 'react';
import type { PlannedPrice, PriceRow, PricesSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { formatUnitPrice } from 'edge-app/ui-kit/format/weight.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead, HqSearch } from '../shell/hq-head.tsx';
import { useHq, useHqView, useMayPrice } from '../shell/hq-screen.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { useSearch } from '../shell/use-hq-route.ts';
import { useLatest, useSettled } from '../shell/use-settled.ts';
import { pricesWords } from './prices-words.ts';
import { Rollout } from './rollout.tsx';
import { SetPrice } from './set-price.tsx';

const typingRestMs = 250;

export function PricesPage() {
  const [search, setSearch] = useSearch('prices');
  const [onlyUnfinished, setOnlyUnfinished] = useState(false);
  const snapshot = useLatest(useHqView('prices', { search: useSettled(search, typingRestMs), onlyUnfinished }).snapshot);
  const say = useText(pricesWords);
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.prices)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />}>
        <HqSearch value={search} onChange={setSearch} label={say('search')} />
        <Checkbox checked={onlyUnfinished} onChange={({ target }) => { setOnlyUnfinished(target.checked); }}>{say('only-unfinished')}</Checkbox>
      </HqHead>
      {snapshot ? <PriceList prices={snapshot} /> : <Skeleton active />}
    </>
  );
}

const rowsAtOnce = 60;

function PriceList({ prices }: { readonly prices: PricesSnapshot }) {
  const say = useText(pricesWords);
  const [pricing, setPricing] = useState<PriceRow | null>(null);
  if (prices.rows.length === 0) return <section className="panel"><EmptyState title={say('no-match')} /></section>;
  const shown = prices.rows.slice(0, rowsAtOnce);
  return (
    <>
      <p className="quiet-words">{say('matching', { shown: shown.length, all: prices.matching })}</p>
      <div className="price-rows">{shown.map((row) => <Product key={row.productId} row={row} stores={prices.stores} nowMs={prices.nowMs} onPrice={() => { setPricing(row); }} />)}</div>
      {pricing && <SetPrice row={pricing} stores={prices.stores} nowMs={prices.nowMs} onClose={() => { setPricing(null); }} />}
    </>
  );
}

function Product({ row, stores, nowMs, onPrice }: { readonly nowMs: number; readonly row: PriceRow; readonly stores: PricesSnapshot['stores']; readonly onPrice: () => void }) {
  const say = useText(pricesWords);
  const words = useWords();
  const mayPrice = useMayPrice();
  return (
    <section className="panel price-row">
      <div className="price-product"><h2>{words(row.names)}</h2><span className="quiet-words">{row.gtin}</span></div>
      <div className="stack">
        {row.current ? <PriceLine price={row.current} row={row} stores={stores} name={say('current')} /> : <StateMark tone="danger">{say('none')}</StateMark>}
        {row.planned.map((price) => <PriceLine key={price.priceId} price={price} row={row} stores={stores} name={say(price.validFromMs > nowMs ? 'planned' : 'rolling-out')} />)}
      </div>
      {mayPrice && <Button onClick={onPrice}>{say('set-price')}</Button>}
    </section>
  );
}

function PriceLine({ price, row, stores, name }: { readonly price: PlannedPrice; readonly row: PriceRow; readonly stores: PricesSnapshot['stores']; readonly name: string }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(pricesWords);
  const words = useWords();
  const storeName = (storeId: string): string => { const store = stores.find((one) => one.storeId === storeId); return store ? words(store.names) : storeId; };
  return (
    <div className="price-line">
      <div><small className="quiet-words">{name}</small><b>{formatUnitPrice(price.amountMinor, row.soldBy)}</b><small className="quiet-words">{say('from', { time: formatDateTime(price.validFromMs, language, timeZone) })}{price.storeIds && ` · ${say('only-in', { stores: price.storeIds.map(storeName).join(language === 'zh-CN' ? '、' : ', ') })}`}</small></div>
      <Rollout price={price} stores={stores} />
    </div>
  );
}
