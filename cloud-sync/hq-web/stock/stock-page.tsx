import { Checkbox, Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { StockRow, StockSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { DataTable, type DataColumn } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { freshnessOf } from '../freshness/freshness.ts';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead, HqSearch } from '../shell/hq-head.tsx';
import { hqHashOf } from '../shell/hq-route.ts';
import { useHqView } from '../shell/hq-screen.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { useSearch } from '../shell/use-hq-route.ts';
import { useLatest, useSettled } from '../shell/use-settled.ts';
import { stockWords } from './stock-words.ts';

const typingRestMs = 250;

/** Stock of the chain, product by store. */
export function StockPage() {
  const [search, setSearch] = useSearch('stock');
  const [onlyOut, setOnlyOut] = useState(false);
  const [storeId, setStoreId] = useState<string | null>(null);
  const snapshot = useLatest(useHqView('stock', { storeId, search: useSettled(search, typingRestMs), onlyOut }).snapshot);
  const { snapshot: chain } = useHqView('chain', {});
  const say = useText(stockWords);
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.stock)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />}>
        <HqSearch value={search} onChange={setSearch} label={say('search')} />
        <Select<string> value={storeId ?? ''} onChange={(value) => { setStoreId(value === '' ? null : value); }} aria-label={say('all-stores')} popupMatchSelectWidth={false} options={[{ value: '', label: say('all-stores') }, ...(chain?.stores.map((store) => ({ value: store.storeId, label: words(store.names) })) ?? [])]} />
        <Checkbox checked={onlyOut} onChange={({ target }) => { setOnlyOut(target.checked); }}>{say('only-out')}</Checkbox>
      </HqHead>
      {snapshot ? <StockTable stock={snapshot} /> : <Skeleton active />}
    </>
  );
}

function StockTable({ stock }: { readonly stock: StockSnapshot }) {
  const { language } = useLanguage();
  const say = useText(stockWords);
  const words = useWords();
  const here = (row: StockRow, storeId: string): number | null => row.stores.find((one) => one.storeId === storeId)?.onHandUnits ?? null;
  const total = (row: StockRow): number => row.stores.reduce((sum, one) => sum + one.onHandUnits, 0);
  const columns: readonly DataColumn<StockRow>[] = [
    { key: 'product', title: say('product'), always: true, width: 200, sortBy: (row) => words(row.names), csv: (row) => words(row.names), cell: (row) => <a className="link-cell" href={hqHashOf({ kind: 'page', page: 'prices', search: row.names.en })}>{words(row.names)}</a> },
    { key: 'chain', title: say('chain'), width: 120, align: 'right', sortBy: total, csv: total, cell: (row) => formatUnits(total(row), row.soldBy, language) },
    ...stock.stores.map((store): DataColumn<StockRow> => ({
      key: store.storeId, title: words(store.names), width: 150, align: 'right', sortBy: (row) => here(row, store.storeId), csv: (row) => here(row, store.storeId),
      cell: (row) => <OnHand units={here(row, store.storeId)} soldBy={row.soldBy} isOld={store.entriesWaiting > 0 || freshnessOf(stock.nowMs, store.asOfMs).kind !== 'fresh'} />,
    })),
  ];
  return (
    <>
      <p className="quiet-words">{say('rule')}</p>
      <div className="stock-stamps">{stock.stores.map((store) => <span key={store.storeId}><b>{words(store.names)}</b> <FreshnessStamp stamp={{ nowMs: stock.nowMs, asOfMs: store.asOfMs }} /></span>)}</div>
      <DataTable<StockRow>
        name="chain-stock" caption={words(pageWords.stock)} rows={stock.rows} rowKey={(row) => row.productId} columns={columns} minWidth={320 + 150 * stock.stores.length} empty={<EmptyState title={say('none')} />}
        tools={<span className="quiet-words">{say('matching', { shown: stock.rows.length, all: stock.matching })}</span>}
      />
    </>
  );
}

function OnHand({ units, soldBy, isOld }: { readonly units: number | null; readonly soldBy: 'each' | 'weight'; readonly isOld: boolean }) {
  const { language } = useLanguage();
  const say = useText(stockWords);
  if (units === null) return <span className="old-figure">{say('no-movement')}</span>;
  if (units === 0) return <StateMark tone="danger">{say('out')}</StateMark>;
  if (units < 0) return <StateMark tone="danger">{formatUnits(units, soldBy, language)}</StateMark>;
  return <span className={isOld ? 'old-figure' : ''}>{formatUnits(units, soldBy, language)}</span>;
}
