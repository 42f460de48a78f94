import { Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { OrderRow, OrdersSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { useHq, useHqView } from '../shell/hq-screen.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { ordersWords } from './orders-words.ts';

export function OrdersPage() {
  const [storeId, setStoreId] = useState<string | null>(null);
  const { snapshot } = useHqView('orders', { storeId });
  const { snapshot: chain } = useHqView('chain', {});
  const say = useText(ordersWords);
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.orders)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />}>
        <Select<string> value={storeId ?? ''} onChange={(value) => { setStoreId(value === '' ? null : value); }} aria-label={say('all-stores')} popupMatchSelectWidth={false} options={[{ value: '', label: say('all-stores') }, ...(chain?.stores.map((store) => ({ value: store.storeId, label: words(store.names) })) ?? [])]} />
      </HqHead>
      {snapshot ? <Orders view={snapshot} /> : <Skeleton active />}
    </>
  );
}

function Orders({ view }: { readonly view: OrdersSnapshot }) {
  const say = useText(ordersWords);
  if (view.orders.length === 0) return <section className="panel"><EmptyState title={say('none')} help={say('none-help')} /></section>;
  return <div className="stack">{view.orders.map((order) => <Order key={order.orderId} order={order} />)}</div>;
}

function Order({ order }: { readonly order: OrderRow }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(ordersWords);
  const words = useWords();
  return (
    <details className="panel order-card">
      <summary>
        <b>{words(order.storeNames)}</b><span>→ {order.supplierNames ? words(order.supplierNames) : order.supplierId}</span><b className="money">{formatMoney(order.totalMinor)}</b>
        <span className="quiet-words">{say('lines', { count: order.lines.length })} · {say('expected', { date: order.expectedOn })} · {say('approved', { time: formatDateTime(order.approvedAtMs, language, timeZone), staff: order.staffId })}</span>
        <StateMark tone={order.receivedAtMs === null ? 'quiet' : 'good'}>{say(order.receivedAtMs === null ? 'in-transit' : 'received')}</StateMark>
      </summary>
      <div className="table-scroll" role="region" aria-label={order.orderId} tabIndex={0}>
        <table className="plain-table">
          <thead><tr><th>{say('product')}</th><th className="money">{say('units')}</th><th className="money">{say('proposed')}</th><th className="money">{say('cost')}</th><th>{say('because')}</th></tr></thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.productId}>
                <td>{line.names ? words(line.names) : line.productId}</td><td className="money">{line.units === line.proposedUnits ? formatNumber(line.units, language) : <b>{formatNumber(line.units, language)}</b>}</td>
                <td className="money">{formatNumber(line.proposedUnits, language)}</td><td className="money">{formatMoney(line.costMinor)}</td><td>{words(line.because)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet-words">{order.orderId} · {say('model', { version: order.modelVersion })}</p>
    </details>
  );
}
