import { Button, Popconfirm, Select, Skeleton } from 'antd';
import { useState } from 'react';
import type { EnrolmentSnapshot } from 'retail-model/api/hq-snapshots.ts';
import { formatAge, formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { useHq, useHqCommands, useHqView } from '../shell/hq-screen.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { enrolmentWords } from './enrolment-words.ts';
import { EntryLink } from './entry-link.tsx';
import { NewStore } from './new-store.tsx';

export function EnrolmentPage() {
  const { snapshot } = useHqView('enrolment', {});
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.enrolment)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />} />
      {snapshot ? <div className="stack"><Codes view={snapshot} /><Devices view={snapshot} /><NewStore /><EntryLink /></div> : <Skeleton active />}
    </>
  );
}

/** The code is in the command's answer only: it is shown here and nowhere again. */
function Codes({ view }: { readonly view: EnrolmentSnapshot }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(enrolmentWords);
  const words = useWords();
  const { send, isSending } = useHqCommands();
  const [chosen, setChosen] = useState<string | null>(null);
  const [made, setMade] = useState<{ readonly storeId: string; readonly code: string; readonly expiresAtMs: number } | null>(null);
  const storeId = chosen ?? view.stores[0]?.storeId ?? null;
  const storeName = (id: string): string => { const store = view.stores.find((one) => one.storeId === id); return store ? words(store.names) : id; };
  const create = async (): Promise<void> => {
    if (storeId === null) return;
    const answer = await send('createEnrolmentCode', { storeId });
    if (answer.ok) setMade({ storeId, ...answer.value });
  };
  return (
    <section className="panel">
      <h2>{say('codes')}<small>{say('codes-help')}</small></h2>
      <div className="verb-row">
        <label>{say('store')}<Select<string> value={storeId} onChange={setChosen} aria-label={say('store')} className="role-select" options={view.stores.map((store) => ({ value: store.storeId, label: words(store.names) }))} /></label>
        <Button type="primary" disabled={storeId === null} loading={isSending('createEnrolmentCode')} onClick={() => void create()}>{say('create-code')}</Button>
      </div>
      {made && <p className="made-code" role="status"><span>{say('your-code', { store: storeName(made.storeId) })}</span><b>{made.code}</b><span className="quiet-words">{say('valid-until', { time: formatDateTime(made.expiresAtMs, language, timeZone) })}</span></p>}
      <h3 className="section-title">{say('open-codes')}</h3>
      {view.openCodes.length === 0 ? <p className="quiet-words">{say('no-codes')}</p> : (
        <ul className="plain-list">
          {view.openCodes.map((code) => <li key={code.codeId}>{storeName(code.storeId)} <span className="quiet-words">{say('valid-until', { time: formatDateTime(code.expiresAtMs, language, timeZone) })}</span> <Button size="small" onClick={() => void send('withdrawEnrolmentCode', { codeId: code.codeId })}>{say('withdraw')}</Button></li>)}
        </ul>
      )}
    </section>
  );
}

function Devices({ view }: { readonly view: EnrolmentSnapshot }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(enrolmentWords);
  const words = useWords();
  const { send } = useHqCommands();
  return (
    <section className="panel">
      <h2>{say('devices')}</h2>
      <DataTable
        bare name="appliances" caption={say('devices')} rows={view.devices} rowKey={({ deviceId }) => deviceId} empty={<EmptyState title={say('no-devices')} />}
        columns={[
          { key: 'device', title: say('device'), cell: ({ deviceName, deviceId }) => <>{deviceName}<small className="cell-note">{deviceId}</small></> },
          { key: 'store', title: say('store'), cell: ({ storeId }) => { const store = view.stores.find((one) => one.storeId === storeId); return store ? words(store.names) : storeId; } },
          { key: 'enrolled', title: say('enrolled'), cell: ({ enrolledAtMs }) => formatDateTime(enrolledAtMs, language, timeZone) },
          { key: 'last-seen', title: say('last-seen'), cell: ({ lastSeenMs }) => (lastSeenMs === null ? say('never') : formatAge(view.nowMs - lastSeenMs, language)) },
          {
            key: 'state', title: '', align: 'right', cell: ({ deviceId, revokedAtMs }) => (revokedAtMs !== null
              ? <StateMark tone="quiet">{say('revoked')}</StateMark>
              : <Popconfirm title={say('revoke-ask')} okText={say('revoke')} onConfirm={() => send('revokeDevice', { deviceId })}><Button size="small" danger>{say('revoke')}</Button></Popconfirm>),
          },
        ]}
      />
    </section>
  );
}
