import { Button, Input } from 'antd';
import { useState } from 'react';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useHqCommands } from '../shell/hq-screen.tsx';
import { enrolmentWords } from './enrolment-words.ts';

export function NewStore() {
  const say = useText(enrolmentWords);
  const toast = useToasts();
  const { send, isSending } = useHqCommands();
  const [storeId, setStoreId] = useState('');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const complete = /^[a-z0-9]{2,16}$/.test(storeId) && zh.trim() !== '' && en.trim() !== '';
  const create = async (): Promise<void> => {
    if (!complete) return;
    const answer = await send('putStore', { storeId, names: { zh: zh.trim(), en: en.trim() } });
    if (!answer.ok) return;
    toast({ tone: 'good', words: enrolmentWords.created });
    setStoreId('');
    setZh('');
    setEn('');
  };
  return (
    <section className="panel">
      <h2>{say('new-store')}</h2>
      <form className="verb-row" onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <label>{say('store-id')}<Input value={storeId} maxLength={16} onChange={({ target }) => { setStoreId(target.value.toLowerCase()); }} /></label>
        <label>{say('name-zh')}<Input value={zh} maxLength={60} onChange={({ target }) => { setZh(target.value); }} /></label>
        <label>{say('name-en')}<Input value={en} maxLength={60} onChange={({ target }) => { setEn(target.value); }} /></label>
        <Button htmlType="submit" disabled={!complete} loading={isSending('putStore')}>{say('create')}</Button>
      </form>
    </section>
  );
}
