import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { HqRole } from 'retail-model/api/hq-contract.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useHq, useHqCommands } from '../shell/hq-screen.tsx';
import { roleWords } from '../shell/shell-words.ts';
import { enrolmentWords } from './enrolment-words.ts';

type LinkRole = Exclude<HqRole, 'store-manager'>;
const roles: readonly LinkRole[] = ['hq-admin', 'merchandiser', 'auditor'];

/** A one-use link that signs a colleague in with a role. */
export function EntryLink() {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(enrolmentWords);
  const words = useWords();
  const { send, isSending } = useHqCommands();
  const [who, setWho] = useState('');
  const [role, setRole] = useState<LinkRole>('merchandiser');
  const [link, setLink] = useState<{ readonly url: string; readonly expiresAtMs: number } | null>(null);
  const create = async (): Promise<void> => {
    if (who.trim() === '') return;
    const answer = await send('createEntryCode', { role, who: who.trim() });
    if (answer.ok) setLink({ url: `${window.location.origin}${answer.value.enterPath}`, expiresAtMs: answer.value.expiresAtMs });
  };
  return (
    <section className="panel">
      <h2>{say('entry-title')}<small>{say('entry-help')}</small></h2>
      <form className="verb-row" onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <label>{say('who')}<Input value={who} maxLength={80} onChange={({ target }) => { setWho(target.value); }} /></label>
        <label>{say('role')}<Select<LinkRole> value={role} onChange={setRole} aria-label={say('role')} className="role-select" options={roles.map((value) => ({ value, label: words(roleWords[value]) }))} /></label>
        <Button htmlType="submit" disabled={who.trim() === ''} loading={isSending('createEntryCode')}>{say('create-link')}</Button>
      </form>
      {link && <p><span className="hash">{link.url}</span> <span className="quiet-words">{say('valid-until', { time: formatDateTime(link.expiresAtMs, language, timeZone) })}</span></p>}
    </section>
  );
}
