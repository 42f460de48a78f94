import { useState } from 'react';
import type { TodayView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { ReceiptDrawer } from '../receipt/receipt-drawer.tsx';
import { todayWords } from './today-words.ts';

/** The newest receipts of the day; each opens whole. */
export function LatestReceipts({ latest }: { readonly latest: TodayView['latest'] }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(todayWords);
  const words = useWords();
  const [opened, setOpened] = useState<string | null>(null);
  const laneName = (laneId: string): string => {
    const lane = me.lanes.find((one) => one.laneId === laneId);
    return lane ? words(lane.names) : laneId;
  };
  return (
    <>
      <DataTable
        bare name="latest-receipts" caption={say('latest')} rows={latest} rowKey={({ entryId }) => entryId}
        empty={<EmptyState title={say('no-sales')} help={say('no-sales-help')}>{me.store.demo && <a href="/bench">{say('open-bench')}</a>}</EmptyState>}
        columns={[
          { key: 'time', title: say('time'), cell: ({ atMs }) => formatExactTime(atMs, language, me.store.timeZone), width: 84 },
          { key: 'receipt', title: say('receipt'), cell: ({ entryId, receiptNumber, kind }) => <button type="button" className="link-cell" onClick={() => { setOpened(entryId); }}>{kind === 'return' ? `${say('return')} ` : ''}{receiptNumber}</button> },
          { key: 'lane', title: say('lane'), cell: ({ laneId }) => laneName(laneId) },
          { key: 'items', title: say('items-head'), cell: ({ items }) => items, align: 'right' },
          { key: 'total', title: say('total'), cell: ({ totalMinor, kind }) => formatMoney(kind === 'return' ? -Math.abs(totalMinor) : totalMinor), align: 'right' },
        ]}
      />
      {opened !== null && <ReceiptDrawer entryId={opened} onClose={() => { setOpened(null); }} />}
    </>
  );
}
