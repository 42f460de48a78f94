import { useState } from 'react';
import type { ReturnableSale } from 'retail-model/api/store-views.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { StaffPinDialog } from 'edge-app/ui-kit/staff-pin-dialog.tsx';
import { useStore, useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { filled } from 'edge-app/ui-kit/text/text-table.ts';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { attendantText } from './attendant-text.ts';
import type { RememberedStaff } from './lanes-page.tsx';
import { ReturnLine } from './return-line.tsx';

type Units = Readonly<Record<string, number>>;

/** Which goods come back, at which lane, and how the money goes back. The store works out the refund. */
export function ReturnForm({ sale, staff: [staffId, rememberStaff], onDone }: { readonly sale: ReturnableSale; readonly staff: RememberedStaff; readonly onDone: () => void }) {
  const { me } = useStore();
  const { send, isSending } = useStoreCommands();
  const toast = useToasts();
  const say = useText(attendantText);
  const words = useWords();
  const { language } = useLanguage();
  const [units, setUnits] = useState<Units>({});
  const [refundAs, setRefundAs] = useState<'cash' | 'original'>(sale.tenderKinds.includes('cash') ? 'cash' : 'original');
  const [laneId, setLaneId] = useState(me.lanes.find((lane) => lane.kind === 'till')?.laneId ?? me.lanes[0]?.laneId ?? '');
  const [confirming, setConfirming] = useState(false);
  const lines = sale.lines.flatMap(({ lineId }) => ((units[lineId] ?? 0) > 0 ? [{ lineId, units: units[lineId]! }] : []));
  const lane = me.lanes.find((one) => one.laneId === laneId);
  const giveBack = async (by: string, pin: string): Promise<boolean> => {
    const sent = await send('returnGoods', { laneId, receiptNumber: sale.receiptNumber, lines, refundAs, staffId: by, pin });
    if (!sent.ok) return false;
    toast({ tone: 'good', words: attendantText.returned });
    onDone();
    return true;
  };
  const reprint = async (): Promise<void> => {
    const sent = await send('reprintReceipt', { laneId, receiptNumber: sale.receiptNumber });
    if (sent.ok && lane) toast({ tone: 'good', words: { zh: filled(attendantText.reprinted.zh, { lane: lane.names.zh }), en: filled(attendantText.reprinted.en, { lane: lane.names.en }) } });
  };
  return (
    <>
      <header className="return-head">
        <div><strong>{sale.receiptNumber}</strong><br />{say('sold-at', { when: formatDateTime(sale.atMs, language, me.store.timeZone), amount: formatMoney(sale.totalMinor) })}</div>
        <Button icon="printer" waiting={isSending('reprintReceipt')} onClick={() => { void reprint(); }}>{say('reprint')}</Button>
      </header>
      <section aria-label={say('choose-goods')}>
        <div className="return-title">
          <h2>{say('choose-goods')}</h2>
          <Button look="quiet" onClick={() => { setUnits(Object.fromEntries(sale.lines.map((line) => [line.lineId, line.units - line.returnedUnits]))); }}>{say('take-all')}</Button>
        </div>
        <ul className="return-lines">
          {sale.lines.map((line) => (
            <ReturnLine
              key={line.lineId} line={line} units={units[line.lineId] ?? 0} note={line.returnedUnits > 0 ? say('returned-already', { units: formatUnits(line.returnedUnits, line.soldBy, language) }) : null}
              onUnits={(count) => { setUnits({ ...units, [line.lineId]: count }); }}
            />
          ))}
        </ul>
      </section>
      <section className="return-how">
        <h2>{say('at-lane')}</h2>
        <div className="choices" role="group" aria-label={say('at-lane')}>{me.lanes.map((one) => <Button key={one.laneId} aria-pressed={one.laneId === laneId} onClick={() => { setLaneId(one.laneId); }}>{words(one.names)}</Button>)}</div>
        <h2>{say('refund-as')}</h2>
        <div className="choices" role="group" aria-label={say('refund-as')}>
          <Button icon="cash" aria-pressed={refundAs === 'cash'} onClick={() => { setRefundAs('cash'); }}>{say('refund-cash')}</Button>
          <Button icon="return" aria-pressed={refundAs === 'original'} onClick={() => { setRefundAs('original'); }}>{say('refund-original')}</Button>
        </div>
        <Button look="primary" className="return-do" icon="return" disabled={lines.length === 0 || laneId === ''} onClick={() => { setConfirming(true); }}>{say('do-return')}</Button>
      </section>
      {confirming && (
        <StaffPinDialog title={say('do-return')} confirm={say('do-return')} roles={['attendant', 'cashier']} staffId={staffId} onStaff={rememberStaff} onPin={giveBack} onClose={() => { setConfirming(false); }} />
      )}
    </>
  );
}
