import { useState } from 'react';
import type { ReturnableSale } from 'retail-model/api/store-views.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { NoticeBanner } from 'edge-app/ui-kit/notice-banner.tsx';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useWedge } from 'edge-app/ui-kit/wedge/use-wedge.ts';
import { attendantText } from './attendant-text.ts';
import type { RememberedStaff } from './lanes-page.tsx';
import { receiptNumberIn } from './receipt-number-in.ts';
import { ReturnForm } from './return-form.tsx';

/** A return against a receipt: find it, pick the goods, refund. What was typed stays until it is done. */
export function ReturnPage({ staff }: { readonly staff: RememberedStaff }) {
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<ReturnableSale | 'none' | null>(null);
  const [waiting, setWaiting] = useState(false);
  const { ask } = useStoreCommands();
  const say = useText(attendantText);
  const find = async (text: string): Promise<void> => {
    const receiptNumber = receiptNumberIn(text);
    if (receiptNumber === '') return;
    setNumber(receiptNumber);
    setWaiting(true);
    const answer = await ask('findReceipt', { receiptNumber });
    setWaiting(false);
    if (answer.ok) setFound(answer.value ?? 'none');
  };
  useWedge((code) => { void find(code); });
  return (
    <div className="return">
      <form className="return-search" onSubmit={(event) => { event.preventDefault(); void find(number); }}>
        <label htmlFor="receipt-number">{say('receipt-number')}</label>
        <input id="receipt-number" value={number} maxLength={40} autoComplete="off" autoCapitalize="characters" spellCheck={false} placeholder={say('receipt-hint')} onChange={(event) => { setNumber(event.target.value); }} />
        <Button look="primary" icon="search" waiting={waiting} onClick={() => { void find(number); }}>{say('find')}</Button>
      </form>
      {found === 'none' && <NoticeBanner tone="warning">{say('not-found')}</NoticeBanner>}
      {found !== null && found !== 'none' && <ReturnForm key={found.entryId} sale={found} staff={staff} onDone={() => { setFound(null); setNumber(''); }} />}
    </div>
  );
}
