import { Skeleton } from 'antd';
import type { FeedLine, StoreSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatAge, formatDateTime, formatExactTime, formatWait } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { Figure } from 'edge-app/ui-kit/office/figure.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { DayBars } from '../chain/day-bars.tsx';
import { chainWords } from '../chain/chain-words.ts';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { QuarantineList } from '../quarantine/quarantine-list.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { hqHashOf } from '../shell/hq-route.ts';
import { useHq, useHqView } from '../shell/hq-screen.tsx';
import { shellWords } from '../shell/shell-words.ts';
import { storeWords } from './store-words.ts';
import { Terminals } from './terminals.tsx';

/** One store, live: its receipts as they arrive, what is missing, what is broken. */
export function StorePage({ storeId }: { readonly storeId: string }) {
  const { snapshot, refused } = useHqView('store', { storeId });
  const say = useText(storeWords);
  const sayShell = useText(shellWords);
  const words = useWords();
  const back = <a className="link-cell" href={hqHashOf({ kind: 'page', page: 'chain', search: '' })}>{sayShell('back-to-chain')}</a>;
  if (refused !== null) return <section className="panel"><EmptyState title={say('not-found')}>{back}</EmptyState></section>;
  return (
    <>
      {back}
      <HqHead title={snapshot ? words(snapshot.names) : storeId} stamp={snapshot && <FreshnessStamp stamp={snapshot} link={snapshot.link} />}>
        {snapshot !== null && snapshot.version !== null && <span className="quiet-words">{say('version', { version: snapshot.version })}</span>}
      </HqHead>
      {snapshot ? <Store store={snapshot} /> : <Skeleton active />}
    </>
  );
}

function Store({ store }: { readonly store: StoreSnapshot }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(storeWords);
  const sayChain = useText(chainWords);
  const waitingNote = [
    ...(store.oldestWaitingMs === null ? [] : [say('oldest', { age: formatAge(store.nowMs - store.oldestWaitingMs, language) })]),
    ...(store.bytesWaiting === 0 ? [] : [say('bytes', { size: formatNumber(Math.ceil(store.bytesWaiting / 1024), language) })]),
    ...(store.expectedDrainMs === null ? [] : [say('drains-in', { time: formatWait(store.expectedDrainMs) })]),
  ].join(' · ');
  return (
    <div className="stack">
      <div className="store-columns">
        <section className="panel"><h2>{say('feed')}</h2><Feed feed={store.feed} /></section>
        <div className="stack">
          <Figure name={say('waiting')} value={formatNumber(store.entriesWaiting, language)} note={waitingNote === '' ? null : waitingNote} tone={store.entriesWaiting > 0 ? 'warning' : 'plain'} />
          <section className="panel">
            <h2>{say('devices')}</h2>
            {store.devicesInTrouble.length === 0 ? <p className="quiet-words">{say('no-devices')}</p> : (
              <ul className="plain-list">{store.devicesInTrouble.map((device) => <li key={device.deviceId}><strong>{device.deviceId}</strong> <span className="quiet-words">{device.code} · {device.detail} · {say('since', { time: formatDateTime(device.sinceMs, language, timeZone) })}</span></li>)}</ul>
            )}
          </section>
          <section className="panel"><h2>{say('terminals')}<small>{say('terminals-rule')}</small></h2><Terminals terminals={store.terminals} /></section>
          <section className="panel"><h2>{sayChain('days')}</h2><DayBars days={store.days} /></section>
        </div>
      </div>
      {store.quarantine.length > 0 && <QuarantineList items={store.quarantine} />}
    </div>
  );
}

function Feed({ feed }: { readonly feed: readonly FeedLine[] }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(storeWords);
  return (
    <DataTable<FeedLine>
      bare name="feed" caption={say('feed')} rows={feed} rowKey={({ entryId }) => entryId} empty={<EmptyState title={say('no-feed')} />} pageSize={25}
      columns={[
        { key: 'time', title: say('time'), cell: (line) => formatExactTime(line.occurredAtMs, language, timeZone) },
        { key: 'receipt', title: say('receipt'), cell: (line) => <a className="link-cell" href={hqHashOf({ kind: 'receipt', entryId: line.entryId })}>{line.kind === 'return' ? `${say('return')} ` : ''}{line.receiptNumber}</a> },
        { key: 'total', title: say('total'), align: 'right', cell: (line) => formatMoney(line.kind === 'return' ? -Math.abs(line.totalMinor) : line.totalMinor) },
        { key: 'items', title: say('items'), align: 'right', cell: (line) => line.items },
        { key: 'paid-by', title: say('paid-by'), cell: (line) => line.tenders.map((tender) => say(tender)).join(' + ') },
        { key: 'delay', title: say('delay'), align: 'right', cell: (line) => delayText(line.receivedAtMs - line.occurredAtMs, language) },
      ]}
    />
  );
}

/** Between two clocks, so below nothing counts as nothing. */
function delayText(delayMs: number, language: 'zh-CN' | 'en'): string {
  const seconds = Math.max(0, delayMs) / 1000;
  if (seconds < 120) return language === 'zh-CN' ? `${seconds.toFixed(1)} 秒` : `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? (language === 'zh-CN' ? `${Math.round(seconds / 60)} 分钟` : `${Math.round(seconds / 60)} min`) : language === 'zh-CN' ? `${(seconds / 3600).toFixed(1)} 小时` : `${(seconds / 3600).toFixed(1)} h`;
}
