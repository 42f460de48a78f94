import type { OrdersView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { csvMoney } from 'edge-app/ui-kit/office/csv.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { ordersWords } from './orders-words.ts';

/** Purchase orders: on the way or received, and whether head office knows of them. */
export function ApprovedOrders({ approved }: { readonly approved: OrdersView['approved'] }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(ordersWords);
  const words = useWords();
  return (
    <section className="panel">
      <h2>{say('approved-title')}</h2>
      <DataTable
        bare name="approved-orders" caption={say('approved-title')} rows={approved} rowKey={({ orderId }) => orderId} empty={<EmptyState title={say('none-approved')} />} pageSize={20}
        columns={[
          { key: 'approved', title: say('approved-at'), sortBy: ({ approvedAtMs }) => approvedAtMs, cell: ({ approvedAtMs }) => formatDateTime(approvedAtMs, language, me.store.timeZone) },
          { key: 'supplier', title: say('supplier'), sortBy: ({ names }) => words(names), cell: ({ names }) => words(names) },
          { key: 'order', title: say('order'), csv: ({ orderId }) => orderId, cell: ({ orderId }) => orderId },
          { key: 'lines', title: say('product'), align: 'right', cell: ({ lines }) => lines },
          { key: 'cost', title: say('cost'), align: 'right', csv: ({ totalMinor }) => csvMoney(totalMinor), sortBy: ({ totalMinor }) => totalMinor, cell: ({ totalMinor }) => formatMoney(totalMinor) },
          { key: 'expected', title: say('expected'), sortBy: ({ expectedOn }) => expectedOn, cell: ({ expectedOn }) => expectedOn },
          { key: 'state', title: say('state'), cell: ({ received }) => <StateMark tone={received ? 'good' : 'quiet'}>{say(received ? 'received' : 'in-transit')}</StateMark> },
          { key: 'seen', title: '', cell: ({ seenByHeadOffice }) => <StateMark tone={seenByHeadOffice ? 'good' : 'warning'}>{say(seenByHeadOffice ? 'seen' : 'not-seen')}</StateMark> },
        ]}
      />
    </section>
  );
}
