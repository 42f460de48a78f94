import { Button, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { JournalView } from 'retail-model/api/store-views.ts';
import { entryKinds, isBusiness, type EntryKind } from 'retail-model/journal/entry.ts';
import { formatDate, formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStore, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { ReceiptDrawer } from '../receipt/receipt-drawer.tsx';
import { PageHead, PageSearch } from '../shell/page-head.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { useRoute } from '../shell/use-route.ts';
import { foldText } from '../stock/stock-filter.ts';
import { entryKindWords, journalWords } from './journal-words.ts';

type Entry = JournalView['entries'][number];
const firstLimit = 100;
const mostEntries = 500;

export function JournalPage() {
  const [limit, setLimit] = useState(firstLimit);
  const { connection, snapshot } = useStoreView('journal', { limit });
  const [opened, setOpened] = useState<string | null>(null);
  const { language } = useLanguage();
  const { filters, setFilters } = useRoute();
  const { me } = useStore();
  const say = useText(journalWords);
  const words = useWords();
  const search = filters['search'] ?? '';
  const kind = entryKinds.find((one) => one === filters['kind']) ?? null;
  const tradeOnly = filters['show'] === 'trade';
  const textOf = (entry: Entry): string => foldText([entry.entryId, words(entryKindWords[entry.kind]), entry.summary.zh, entry.summary.en].join(' '));
  const rows = snapshot?.entries.filter((entry) => (!tradeOnly || isBusiness(entry.kind)) && (kind === null || entry.kind === kind) && textOf(entry).includes(foldText(search))) ?? [];
  return (
    <>
      <PageHead title={words(pageWords.journal)} nowMs={null} connection={connection} />
      <p className="quiet-words journal-rule">{say('rule')}</p>
      {!snapshot ? <Skeleton active /> : (
        <DataTable<Entry>
          name="journal" caption={words(pageWords.journal)} rows={rows} rowKey={({ entryId }) => entryId} pageSize={mostEntries}
          empty={snapshot.entries.length === 0 ? <EmptyState title={say('empty')} help={say('empty-help')} /> : <EmptyState title={say('nothing-found')} />}
          tools={
            <>
              <PageSearch value={search} placeholder={say('search')} onChange={(text) => { setFilters({ ...filters, search: text }); }} />
              <Segmented value={tradeOnly ? 'trade' : ''} onChange={(show) => { setFilters({ ...filters, show }); }} options={[{ value: '', label: say('all') }, { value: 'trade', label: say('business') }]} />
              <Select value={kind ?? ''} aria-label={say('kind')} popupMatchSelectWidth={false} onChange={(value: EntryKind | '') => { setFilters({ ...filters, kind: value }); }} options={[{ value: '', label: say('every-kind') }, ...entryKinds.map((value) => ({ value, label: words(entryKindWords[value]) }))]} />
              <span className="quiet-words">{say('latest', { count: snapshot.entries.length })}</span>
            </>
          }
          columns={[
            { key: 'time', title: say('time'), always: true, width: 190, csv: ({ occurredAtMs }) => new Date(occurredAtMs).toISOString(), cell: ({ occurredAtMs }) => `${formatDate(occurredAtMs, language, me.store.timeZone)} ${formatExactTime(occurredAtMs, language, me.store.timeZone)}` },
            { key: 'terminal', title: say('terminal'), width: 90, csv: ({ terminalId }) => terminalId, cell: ({ terminalId }) => terminalId },
            { key: 'number', title: say('number'), width: 70, align: 'right', csv: ({ sequence }) => sequence, cell: ({ sequence }) => sequence },
            { key: 'kind', title: say('kind'), width: 140, csv: (entry) => words(entryKindWords[entry.kind]), cell: (entry) => words(entryKindWords[entry.kind]) },
            { key: 'what', title: say('what'), always: true, csv: ({ summary }) => words(summary), cell: (entry) => (hasReceipt(entry.kind) ? <button type="button" className="link-cell" onClick={() => { setOpened(entry.entryId); }}>{words(entry.summary)}</button> : words(entry.summary)) },
            { key: 'entry', title: say('entry'), csv: ({ entryId }) => entryId, cell: ({ entryId }) => <span className="hash">{entryId}</span> },
          ]}
        />
      )}
      {snapshot && snapshot.entries.length >= limit && limit < mostEntries && <p className="not-printed"><Button onClick={() => { setLimit(mostEntries); }}>{say('more')}</Button></p>}
      {opened !== null && <ReceiptDrawer entryId={opened} onClose={() => { setOpened(null); }} />}
    </>
  );
}

const hasReceipt = (kind: EntryKind): boolean => kind === 'sale-completed' || kind === 'return-completed';
