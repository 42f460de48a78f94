import { Modal, Segmented } from 'antd';
import { useState } from 'react';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useActingStaff } from '../shell/acting-staff.tsx';
import { adjustReasons, changeOf, type AdjustReason } from './stock-change.ts';
import type { StockRow } from './stock-filter.ts';
import { adjustReasonWords, stockWords } from './stock-words.ts';
import { UnitsInput } from './units-input.tsx';

/** A count, scrap, find or theft of one product. What was typed stays when the store refuses. */
export function AdjustStock({ row, onClose }: { readonly row: StockRow; readonly onClose: () => void }) {
  const { language } = useLanguage();
  const say = useText(stockWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useStoreCommands();
  const { ensureStaff } = useActingStaff();
  const [reason, setReason] = useState<AdjustReason>('count');
  const [typed, setTyped] = useState<number | null>(null);
  const { product, onHandUnits } = row;
  const change = typed === null ? null : changeOf(reason, typed, onHandUnits);
  const write = async (): Promise<void> => {
    if (change === null) return;
    const staffId = await ensureStaff();
    if (staffId === null) return;
    const answer = await send('adjustStock', { reason, productId: product.productId, units: change, staffId });
    if (!answer.ok) return;
    toast({ tone: 'good', words: stockWords.sent });
    onClose();
  };
  return (
    <Modal open title={`${say('adjust-title')} · ${words(product.names)}`} onCancel={onClose} okText={say('save')} okButtonProps={{ disabled: change === null, loading: isSending('adjustStock') }} onOk={() => void write()} width={460}>
      <form className="form-rows" onSubmit={(event) => { event.preventDefault(); void write(); }}>
        <div className="form-row"><span>{say('reason')}</span><Segmented<AdjustReason> value={reason} onChange={setReason} options={adjustReasons.map((value) => ({ value, label: words(adjustReasonWords[value]) }))} /></div>
        <div className="form-row"><span>{say('stock-of')}</span><strong>{formatUnits(onHandUnits, product.soldBy, language)}</strong></div>
        <label><span>{say(reason === 'count' ? 'counted' : 'change')}</span><UnitsInput autoFocus soldBy={product.soldBy} units={typed} onChange={setTyped} label={say(reason === 'count' ? 'counted' : 'change')} least={0} /></label>
        <p className="quiet-words" role="status">
          {typed === null ? ' ' : change === null ? say('nothing-changes') : `${say('moves', { change: `${change > 0 ? '+' : ''}${formatUnits(change, product.soldBy, language)}` })} · ${say('new-on-hand')} ${formatUnits(onHandUnits + change, product.soldBy, language)}`}
        </p>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
