import { Button, Modal, Segmented, Select, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import type { StockView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStore, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { PageHead, PageSearch } from '../shell/page-head.tsx';
import { hashOf } from '../shell/page-route.ts';
import { pageWords } from '../shell/shell-words.ts';
import { useRoute } from '../shell/use-route.ts';
import { AdjustStock } from './adjust-stock.tsx';
import { ProductDrawer } from './product-drawer.tsx';
import { ReceiveStock } from './receive-stock.tsx';
import { stockColumns, waitingPrice, type StockVerbs } from './stock-columns.tsx';
import { filterStock, isOut, stockShows, type StockFilter, type StockRow, type StockShow } from './stock-filter.ts';
import { stockShowWords, stockWords } from './stock-words.ts';
import { useConfirmShelf } from './use-confirm-shelf.ts';

/** What is open over the table; the row is looked up anew in each snapshot, so that its figures stay live. */
type Open = { readonly kind: 'product' | 'adjust' | 'receive' | 'confirm'; readonly productId: string | null } | null;

export function StockPage() {
  const { connection, snapshot } = useStoreView('stock', {});
  const say = useText(stockWords);
  const words = useWords();
  const [open, setOpen] = useState<Open>(null);
  return (
    <>
      <PageHead title={words(pageWords.stock)} nowMs={snapshot?.nowMs ?? null} connection={connection}>
        <Button type="primary" onClick={() => { setOpen({ kind: 'receive', productId: null }); }}>{say('receive')}</Button>
      </PageHead>
      {snapshot ? <StockTable stock={snapshot} open={open} setOpen={setOpen} /> : <Skeleton active />}
    </>
  );
}

function StockTable({ stock, open, setOpen }: { readonly stock: StockView; readonly open: Open; readonly setOpen: (open: Open) => void }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(stockWords);
  const words = useWords();
  const confirmShelf = useConfirmShelf();
  const { filters, setFilters } = useRoute();
  const filter: StockFilter = { show: stockShows.find((one) => one === filters['show']) ?? 'all', search: filters['search'] ?? '', category: filters['category'] ?? null };
  const rows = useMemo(() => filterStock(stock.products, filter), [stock, filter.show, filter.search, filter.category]);
  const change = (to: Readonly<Record<string, string>>): void => { setFilters({ ...filters, ...to }); };
  const close = (): void => { setOpen(null); };
  const opened = open === null || open.productId === null ? null : stock.products.find(({ product }) => product.productId === open.productId) ?? null;
  const verbs: StockVerbs = {
    open: (row) => { setOpen({ kind: 'product', productId: row.product.productId }); },
    adjust: (row) => { setOpen({ kind: 'adjust', productId: row.product.productId }); },
    confirmShelf: (row) => { setOpen({ kind: 'confirm', productId: row.product.productId }); },
  };
  const categoryName = (id: string): string => { const category = me.categories.find((one) => one.id === id); return category ? words(category.names) : id; };
  return (
    <>
      <DataTable<StockRow>
        name="stock" minWidth={1160} caption={words(pageWords.stock)} rows={rows} rowKey={({ product }) => product.productId} columns={stockColumns({ say, words, language, categoryName }, verbs)}
        rowTone={(row) => (isOut(row) ? 'danger' : null)}
        empty={stock.products.length === 0 ? <EmptyState title={say('empty')} help={say('empty-help')} /> : <EmptyState title={say('nothing-found')}><Button href={hashOf('stock')}>{say('clear-filters')}</Button></EmptyState>}
        tools={
          <>
            <PageSearch value={filter.search} placeholder={say('search')} onChange={(search) => { change({ search }); }} />
            <Segmented<StockShow> value={filter.show} onChange={(show) => { change({ show: show === 'all' ? '' : show }); }} options={stockShows.map((value) => ({ value, label: words(stockShowWords[value]) }))} />
            <Select value={filter.category ?? ''} aria-label={say('category')} popupMatchSelectWidth={false} onChange={(category) => { change({ category }); }} options={[{ value: '', label: say('all-categories') }, ...me.categories.map(({ id, names }) => ({ value: id, label: words(names) }))]} />
            <span className="quiet-words">{say('matching', { shown: rows.length, all: stock.products.length })}</span>
          </>
        }
      />
      {open?.kind === 'receive' && <ReceiveStock first={opened?.product ?? null} onClose={close} />}
      {open?.kind === 'product' && opened && <ProductDrawer row={opened} verbs={verbs} onReceive={() => { setOpen({ kind: 'receive', productId: opened.product.productId }); }} onClose={close} />}
      {open?.kind === 'adjust' && opened && <AdjustStock row={opened} onClose={close} />}
      {open?.kind === 'confirm' && opened && (
        <Modal open title={`${say('confirm-shelf')} · ${words(opened.product.names)}`} onCancel={close} okText={say('confirm-shelf')} onOk={() => { close(); void confirmShelf(opened.product); }} width={440}>
          <p>{say('confirm-shelf-why')}</p>
          <p><strong>{opened.product.priceMinor === null ? '–' : formatMoney(opened.product.priceMinor)} → {formatMoney(waitingPrice(opened) ?? opened.product.priceMinor ?? 0)}</strong></p>
        </Modal>
      )}
    </>
  );
}
