import { Skeleton } from 'antd';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { ReceiptPaper } from 'edge-app/ui-kit/office/receipt-paper.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { hqHashOf } from '../shell/hq-route.ts';
import { useHq, useHqView } from '../shell/hq-screen.tsx';
import { storeWords } from './store-words.ts';

/** The end of every drill-down: one receipt, from the entry as the store signed it. */
export function ReceiptPage({ entryId }: { readonly entryId: string }) {
  const { snapshot, refused } = useHqView('receipt', { entryId });
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(storeWords);
  const words = useWords();
  if (refused !== null || (snapshot && !snapshot.entry)) return <section className="panel"><EmptyState title={say('receipt-not-found')} help={say('receipt-not-found-help')} /></section>;
  if (!snapshot?.entry) return <Skeleton active />;
  const store = snapshot.storeNames ? words(snapshot.storeNames) : snapshot.entry.storeId;
  return (
    <div className="stack">
      <div><a className="link-cell" href={hqHashOf({ kind: 'store', storeId: snapshot.entry.storeId })}>{say('back', { store })}</a></div>
      <ReceiptPaper entry={snapshot.entry} timeZone={timeZone} />
      {snapshot.receivedAtMs !== null && <p className="quiet-words receipt-under">{store} · {say('received-at', { time: formatDateTime(snapshot.receivedAtMs, language, timeZone) })}</p>}
    </div>
  );
}
