import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { Dialog } from 'edge-app/ui-kit/dialog.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { kioskText } from './kiosk-text.ts';

/** Look-up, bags and member, always at the same place while goods are entered. */
export function SellingTools({ page, onPage }: { readonly page: KioskPage; readonly onPage: (page: KioskPage) => void }) {
  const say = useText(laneText);
  const { view } = useLane();
  const toggle = (to: KioskPage) => () => { onPage(page === to ? 'scan' : to); };
  return (
    <>
      <Button icon="search" aria-pressed={page === 'look-up'} onClick={toggle('look-up')}>{say('look-up')}</Button>
      <Button icon="bag" aria-pressed={page === 'bags'} onClick={toggle('bags')}>{say('bags')}</Button>
      <Button icon="member" aria-pressed={page === 'member'} disabled={view.state !== 'selling' || (view.basket?.member ?? null) !== null} onClick={toggle('member')}>{say('member')}</Button>
      <CancelSale />
    </>
  );
}

/** The one primary action while goods are entered. */
export function PayAction() {
  const { view, send, isSending } = useLane();
  const say = useText(kioskText);
  const empty = (view.basket?.lines.length ?? 0) === 0;
  return (
    <Button look="primary" className="primary" disabled={empty} waiting={isSending('startPayment')} onClick={() => { void send('startPayment', {}); }}>
      {say('pay')}{!empty && <span className="primary-amount"> {formatMoney(view.basket?.totalMinor ?? 0)}</span>}
    </Button>
  );
}

/** Cancels the whole sale, after asking. Nothing to cancel: not shown. */
export function CancelSale() {
  const { view, send } = useLane();
  const [asking, setAsking] = useState(false);
  const say = useText(kioskText);
  if (!view.basket || view.tender?.payment) return null;
  return (
    <>
      <Button look="quiet" icon="close" onClick={() => { setAsking(true); }}>{say('cancel-sale')}</Button>
      {asking && (
        <Dialog
          title={say('cancel-title')} onClose={() => { setAsking(false); }}
          actions={(
            <>
              <Button onClick={() => { setAsking(false); }}>{say('keep-shopping')}</Button>
              <Button look="danger" className="button-filled" onClick={() => { setAsking(false); void send('cancelBasket', {}); }}>{say('cancel-sale')}</Button>
            </>
          )}
        >
          <p>{say('cancel-words')}</p>
        </Dialog>
      )}
    </>
  );
}
