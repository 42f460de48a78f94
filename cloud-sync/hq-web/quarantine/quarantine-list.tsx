import { Button, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import type { QuarantineItem } from 'retail-model/api/hq-snapshots.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useHq, useHqCommands, useIsAdmin } from '../shell/hq-screen.tsx';
import { quarantineReasonWords } from '../store/store-words.ts';
import { quarantineWords } from './quarantine-words.ts';

/** Entries that were set aside, each with its reason, to be judged again as they came or repaired. */
export function QuarantineList({ items }: { readonly items: readonly QuarantineItem[] }) {
  const say = useText(quarantineWords);
  const [repairing, setRepairing] = useState<QuarantineItem | null>(null);
  return (
    <section className="panel">
      <h2>{say('title')}<small>{say('rule')}</small></h2>
      <div className="stack">{items.map((item) => <Item key={item.quarantineId} item={item} onRepair={() => { setRepairing(item); }} />)}</div>
      {repairing && <Repair item={repairing} onClose={() => { setRepairing(null); }} />}
    </section>
  );
}

function useReplay(): (quarantineId: string, repairedText: string | null) => Promise<boolean> {
  const { send } = useHqCommands();
  const toast = useToasts();
  return async (quarantineId, repairedText) => {
    const answer = await send('replayQuarantined', { quarantineId, repairedText });
    if (answer.ok) toast({ tone: answer.value.outcome === 'still-refused' ? 'warning' : 'good', words: quarantineWords[answer.value.outcome] });
    return answer.ok && answer.value.outcome !== 'still-refused';
  };
}

function Item({ item, onRepair }: { readonly item: QuarantineItem; readonly onRepair: () => void }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const isAdmin = useIsAdmin();
  const say = useText(quarantineWords);
  const words = useWords();
  const { send } = useHqCommands();
  const replay = useReplay();
  return (
    <article className="quarantine-item">
      <div className="quarantine-head">
        <strong>{words(quarantineReasonWords[item.reason])}</strong>
        <StateMark tone={item.state === 'open' ? 'danger' : 'quiet'}>{say(item.state)}</StateMark>
      </div>
      <p className="quiet-words">{item.documentId} · {say('received', { time: formatDateTime(item.receivedAtMs, language, timeZone) })}</p>
      <p className="quiet-words">{item.detail}</p>
      <details><summary>{say('document')}</summary><pre className="quarantine-text" tabIndex={0}>{item.documentText}</pre></details>
      {isAdmin && item.state === 'open' && (
        <div className="verb-row">
          {/* What is missing only the store can send. */}
          {item.reason !== 'missing-entry' && <><Button onClick={() => void replay(item.quarantineId, null)}>{say('replay')}</Button><Button onClick={onRepair}>{say('repair')}</Button></>}
          <Popconfirm title={say('dismiss-ask')} okText={say('dismiss')} onConfirm={() => send('dismissQuarantined', { quarantineId: item.quarantineId })}><Button type="text">{say('dismiss')}</Button></Popconfirm>
        </div>
      )}
    </article>
  );
}

function Repair({ item, onClose }: { readonly item: QuarantineItem; readonly onClose: () => void }) {
  const say = useText(quarantineWords);
  const words = useWords();
  const replay = useReplay();
  const [text, setText] = useState(item.documentText);
  return (
    <Modal open title={words(quarantineReasonWords[item.reason])} onCancel={onClose} okText={say('replay')} onOk={() => void replay(item.quarantineId, text).then((done) => { if (done) onClose(); })} width={720}>
      <p className="quiet-words">{item.detail}</p>
      <Input.TextArea aria-label={say('document')} className="hash" autoSize={{ minRows: 8, maxRows: 24 }} maxLength={600_000} value={text} onChange={({ target }) => { setText(target.value); }} />
    </Modal>
  );
}
