import { Button, Input, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { hqRole, type HqRole } from 'retail-model/api/hq-contract.ts';
import type { PeopleSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatAge, formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { useHq, useHqCommands, useHqView, useIsAdmin } from '../shell/hq-screen.tsx';
import { pageWords, roleWords } from '../shell/shell-words.ts';
import { peopleWords } from './people-words.ts';

/** Who may sign in, who is signed in, and one's own password. */
export function PeoplePage() {
  const { snapshot } = useHqView('people', {});
  const { me } = useHq();
  const isAdmin = useIsAdmin();
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.people)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />} />
      {snapshot ? <div className="stack">{isAdmin && <><Accounts view={snapshot} /><PutAccount /></>}<Sessions view={snapshot} />{me.accountName !== null && <OwnPassword />}</div> : <Skeleton active />}
    </>
  );
}

function Accounts({ view }: { readonly view: PeopleSnapshot }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(peopleWords);
  const words = useWords();
  const { send } = useHqCommands();
  return (
    <section className="panel">
      <h2>{say('accounts')}</h2>
      <DataTable
        bare name="accounts" caption={say('accounts')} rows={view.accounts} rowKey={({ accountName }) => accountName} empty={<EmptyState title={say('no-accounts')} />}
        columns={[
          { key: 'name', title: say('name'), cell: ({ accountName, displayName }) => <>{accountName}<small className="cell-note">{displayName}</small></> },
          { key: 'role', title: say('role'), cell: ({ role, storeId }) => <>{words(roleWords[role])}<small className="cell-note">{storeId ?? say('every-store')}</small></> },
          { key: 'state', title: '', cell: ({ active, lockedUntilMs }) => <StateMark tone={!active ? 'quiet' : lockedUntilMs === null ? 'good' : 'warning'}>{!active ? say('inactive') : lockedUntilMs === null ? say('active') : say('resting', { time: formatDateTime(lockedUntilMs, language, timeZone) })}</StateMark> },
          {
            key: 'close', title: '', align: 'right', cell: ({ active, accountName, displayName, role, storeId }) => active
              && <Popconfirm title={say('close-ask')} okText={say('close')} onConfirm={() => send('putAccount', { accountName, displayName, role, storeId, password: null, active: false })}><Button size="small" danger>{say('close')}</Button></Popconfirm>,
          },
        ]}
      />
    </section>
  );
}

const nobody = { accountName: '', displayName: '', role: 'store-manager' as HqRole, storeId: '', password: '' };

function PutAccount() {
  const say = useText(peopleWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useHqCommands();
  const [form, setForm] = useState(nobody);
  const set = (field: 'accountName' | 'displayName' | 'storeId' | 'password') => ({ target }: { readonly target: { readonly value: string } }) => { setForm((now) => ({ ...now, [field]: field === 'accountName' || field === 'storeId' ? target.value.toLowerCase() : target.value })); };
  const isManager = form.role === 'store-manager';
  const complete = /^[a-z0-9][a-z0-9._-]{1,39}$/.test(form.accountName) && form.displayName.trim() !== '' && (form.password === '' || form.password.length >= 10) && (!isManager || form.storeId !== '');
  const save = async (): Promise<void> => {
    const answer = await send('putAccount', { accountName: form.accountName, displayName: form.displayName.trim(), role: form.role, storeId: isManager ? form.storeId : null, password: form.password === '' ? null : form.password, active: true });
    if (!answer.ok) return;
    toast({ tone: 'good', words: peopleWords.saved });
    setForm(nobody);
  };
  return (
    <section className="panel">
      <h2>{say('put')}<small>{say('put-help')}</small></h2>
      <form className="verb-row" onSubmit={(event) => { event.preventDefault(); if (complete) void save(); }}>
        <label>{say('name')}<Input autoComplete="off" value={form.accountName} maxLength={40} onChange={set('accountName')} /></label>
        <label>{say('display-name')}<Input autoComplete="off" value={form.displayName} maxLength={80} onChange={set('displayName')} /></label>
        <label>{say('role')}<Select<HqRole> value={form.role} onChange={(role) => { setForm((now) => ({ ...now, role })); }} aria-label={say('role')} className="role-select" options={hqRole.options.map((value) => ({ value, label: words(roleWords[value]) }))} /></label>
        {isManager && <label>{say('store')}<Input value={form.storeId} maxLength={16} onChange={set('storeId')} /></label>}
        <label>{say('password')}<Input.Password autoComplete="new-password" value={form.password} maxLength={200} onChange={set('password')} /></label>
        <Button htmlType="submit" type="primary" disabled={!complete} loading={isSending('putAccount')}>{say('save')}</Button>
      </form>
    </section>
  );
}

function Sessions({ view }: { readonly view: PeopleSnapshot }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(peopleWords);
  const words = useWords();
  const { send } = useHqCommands();
  return (
    <section className="panel">
      <h2>{say('sessions')}</h2>
      <DataTable
        bare name="sessions" caption={say('sessions')} rows={view.sessions} rowKey={({ sessionId }) => sessionId} empty={<EmptyState title={say('sessions')} />}
        columns={[
          { key: 'who', title: say('display-name'), cell: ({ who, role, own }) => <>{who} {own && <StateMark tone="good">{say('this-one')}</StateMark>}<small className="cell-note">{words(roleWords[role])}</small></> },
          { key: 'since', title: say('since'), cell: ({ createdAtMs }) => formatDateTime(createdAtMs, language, timeZone) },
          { key: 'seen', title: say('last-seen'), cell: ({ lastSeenMs }) => formatAge(Math.max(0, view.nowMs - lastSeenMs), language) },
          { key: 'from', title: say('from'), cell: ({ address }) => address ?? '' },
          { key: 'end', title: '', align: 'right', cell: ({ sessionId }) => <Button size="small" onClick={() => void send('endSession', { sessionId })}>{say('end')}</Button> },
        ]}
      />
    </section>
  );
}

function OwnPassword() {
  const say = useText(peopleWords);
  const toast = useToasts();
  const { send, isSending } = useHqCommands();
  const [oldPassword, setOldPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const change = async (): Promise<void> => {
    const answer = await send('changePassword', { oldPassword, newPassword });
    if (!answer.ok) return;
    toast({ tone: 'good', words: peopleWords.saved });
    setOldPassword('');
    setNewPassword('');
  };
  return (
    <section className="panel">
      <h2>{say('own-password')}</h2>
      <form className="verb-row" onSubmit={(event) => { event.preventDefault(); void change(); }}>
        <label>{say('old-password')}<Input.Password autoComplete="current-password" value={oldPassword} maxLength={200} onChange={({ target }) => { setOldPassword(target.value); }} /></label>
        <label>{say('new-password')}<Input.Password autoComplete="new-password" value={newPassword} maxLength={200} onChange={({ target }) => { setNewPassword(target.value); }} /></label>
        <Button htmlType="submit" disabled={oldPassword === '' || newPassword.length < 10} loading={isSending('changePassword')}>{say('save')}</Button>
      </form>
    </section>
  );
}
