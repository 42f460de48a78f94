import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import type { ReceiptDetails } from 'retail-model/api/store-views.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { ReceiptPaper } from 'edge-app/ui-kit/office/receipt-paper.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { refusalWords } from 'edge-app/ui-kit/text/refusal-words.ts';
import { receiptWords } from './receipt-words.ts';

type Shown = { readonly state: 'asking' } | { readonly state: 'found'; readonly details: ReceiptDetails } | { readonly state: 'unknown' } | { readonly state: 'refused'; readonly kind: string };

/** The whole receipt behind a line of today or of the journal. */
export function ReceiptDrawer({ entryId, onClose }: { readonly entryId: string; readonly onClose: () => void }) {
  const { client, me } = useStore();
  const say = useText(receiptWords);
  const words = useWords();
  const [shown, setShown] = useState<Shown>({ state: 'asking' });
  useEffect(() => {
    let current = true;
    setShown({ state: 'asking' });
    void client.ask('receiptDetails', { entryId }).then((answer) => {
      if (!current) return;
      if (!answer.ok) setShown({ state: 'refused', kind: answer.error.kind });
      else setShown(answer.value ? { state: 'found', details: answer.value } : { state: 'unknown' });
    });
    return () => { current = false; };
  }, [client, entryId]);
  return (
    <Drawer open onClose={onClose} size={520} title={say('title')} loading={shown.state === 'asking'}>
      {shown.state === 'found' && (
        <>
          <p className="receipt-printed"><StateMark tone={shown.details.printed === 'printed' ? 'good' : shown.details.printed === 'waiting' ? 'quiet' : 'danger'}>{say(`print-${shown.details.printed}`)}</StateMark></p>
          <ReceiptPaper entry={shown.details.entry} timeZone={me.store.timeZone} />
        </>
      )}
      {shown.state === 'unknown' && <EmptyState title={say('not-a-receipt')} />}
      {shown.state === 'refused' && <EmptyState title={words(refusalWords(shown.kind))} />}
    </Drawer>
  );
}
