import { Button, Skeleton } from 'antd';
import type { OrdersView } from 'retail-model/api/store-views.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStore, useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { PageHead, PageSearch } from '../shell/page-head.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { useRoute } from '../shell/use-route.ts';
import { productMatches } from '../stock/stock-filter.ts';
import { ApprovedOrders } from './approved-orders.tsx';
import { ordersWords } from './orders-words.ts';
import { SupplierProposal } from './supplier-proposal.tsx';

export function OrdersPage() {
  const { connection, snapshot } = useStoreView('orders', {});
  const { send, isSending } = useStoreCommands();
  const { filters, setFilters } = useRoute();
  const say = useText(ordersWords);
  const words = useWords();
  const search = filters['search'] ?? '';
  const busy = snapshot?.forecasting === true || isSending('forecastNow');
  return (
    <>
      <PageHead title={words(pageWords.orders)} nowMs={snapshot?.nowMs ?? null} connection={connection}>
        <PageSearch value={search} placeholder={say('search')} onChange={(text) => { setFilters({ ...filters, search: text }); }} />
        <Button loading={busy} onClick={() => void send('forecastNow', {})}>{say('forecast-now')}</Button>
      </PageHead>
      {snapshot ? (
        <div className="stack">
          <ForecastLine orders={snapshot} />
          <Proposals orders={snapshot} search={search} />
          <ApprovedOrders approved={snapshot.approved} />
        </div>
      ) : <Skeleton active />}
    </>
  );
}

/** Where the proposals come from: when the model ran, over how many products, and how many it could not judge. */
function ForecastLine({ orders: { forecast, forecasting } }: { readonly orders: OrdersView }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(ordersWords);
  return (
    <p className="quiet-words" role="status">
      {forecasting && <>{say('forecasting')} </>}
      {forecast && [
        formatDateTime(forecast.madeAtMs, language, me.store.timeZone), say('forecast-of', { products: formatNumber(forecast.products, language) }),
        ...(forecast.byFallback > 0 ? [say('by-fallback', { products: formatNumber(forecast.byFallback, language) })] : []), say('model-version', { version: forecast.modelVersion }),
      ].join(' · ')}
    </p>
  );
}

function Proposals({ orders, search }: { readonly orders: OrdersView; readonly search: string }) {
  const say = useText(ordersWords);
  const { send } = useStoreCommands();
  const suppliers = orders.suppliers.map((supplier) => ({ ...supplier, lines: supplier.lines.filter((line) => productMatches(line.product, search)) })).filter(({ lines }) => lines.length > 0);
  if (suppliers.length > 0) return suppliers.map((supplier) => <SupplierProposal key={supplier.supplierId} supplier={supplier} />);
  return (
    <section className="panel">
      {orders.forecast
        ? <EmptyState title={say(search === '' ? 'nothing-proposed' : 'nothing-found')} help={say('nothing-proposed-help')} />
        : <EmptyState title={say('no-forecast')} help={say('no-forecast-help')}><Button type="primary" loading={orders.forecasting} onClick={() => void send('forecastNow', {})}>{say('forecast-now')}</Button></EmptyState>}
    </section>
  );
}
