import { Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { PriceRow, PricesSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useHqCommands } from '../shell/hq-screen.tsx';
import { minorTyped } from './amount-entry.ts';
import { pricesWords } from './prices-words.ts';

/** A new price, now or at a time, for all stores or some. What was typed stays when head office refuses. */
export function SetPrice({ row, stores, nowMs, onClose }: { readonly row: PriceRow; readonly stores: PricesSnapshot['stores']; readonly nowMs: number; readonly onClose: () => void }) {
  const say = useText(pricesWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useHqCommands();
  const [amount, setAmount] = useState('');
  const [when, setWhen] = useState<'now' | 'at'>('now');
  const [at, setAt] = useState('');
  const [where, setWhere] = useState<'all' | 'some'>('all');
  const [chosen, setChosen] = useState<string[]>([]);
  const amountMinor = minorTyped(amount);
  const atMs = at === '' ? null : new Date(at).getTime();
  const timeOk = when === 'now' || (atMs !== null && atMs > nowMs);
  const complete = amountMinor !== null && timeOk && (where === 'all' || chosen.length > 0);
  const publish = async (): Promise<void> => {
    if (!complete) return;
    const answer = await send('setPrice', { productId: row.productId, amountMinor, validFromMs: when === 'now' ? null : atMs, storeIds: where === 'all' ? null : chosen });
    if (!answer.ok) return;
    toast({ tone: 'good', words: pricesWords.published });
    onClose();
  };
  const amountName = say(row.soldBy === 'weight' ? 'amount-kg' : 'amount');
  return (
    <Modal open title={say('set-title', { product: words(row.names) })} onCancel={onClose} okText={say('publish')} okButtonProps={{ disabled: !complete, loading: isSending('setPrice') }} onOk={() => void publish()} width={460}>
      <form className="form-rows" onSubmit={(event) => { event.preventDefault(); void publish(); }}>
        <label><span>{amountName}</span><Input autoFocus prefix="¥" inputMode="decimal" maxLength={12} value={amount} onChange={({ target }) => { setAmount(target.value); }} /></label>
        {amount !== '' && amountMinor === null && <p className="field-hint" role="alert">{say('not-a-price')}</p>}
        <div className="form-row"><span>{say('when')}</span><Segmented value={when} onChange={setWhen} options={[{ value: 'now', label: say('now') }, { value: 'at', label: say('at-time') }]} /></div>
        {when === 'at' && <label><span>{say('at-time')}</span><Input type="datetime-local" value={at} onChange={({ target }) => { setAt(target.value); }} /></label>}
        {when === 'at' && at !== '' && !timeOk && <p className="field-hint" role="alert">{say('not-a-time')}</p>}
        <div className="form-row"><span>{say('where')}</span><Segmented value={where} onChange={setWhere} options={[{ value: 'all', label: say('all-stores') }, { value: 'some', label: say('chosen-stores') }]} /></div>
        {where === 'some' && <Select mode="multiple" value={chosen} onChange={setChosen} aria-label={say('chosen-stores')} options={stores.map((store) => ({ value: store.storeId, label: words(store.names) }))} />}
        <p className="quiet-words">{say('rise-rule')}</p>
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
