import { Button, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import type { AccessRole } from 'retail-model/api/store-contract.ts';
import type { PairingView } from 'retail-model/api/store-views.ts';
import { formatAge, formatDateTime, formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { QrCode } from 'edge-app/ui-kit/qr-code.tsx';
import { useStore, useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { accessRoleWords, systemWords } from './system-words.ts';

const pairedRoles: readonly AccessRole[] = ['lane', 'attendant', 'manager', 'engineer'];

/** Lets another machine in: a one-use code, its address as QR code, and the fingerprint to compare. */
export function PairingPanel({ nowMs }: { readonly nowMs: number | null }) {
  const { snapshot: pairing } = useStoreView('pairing', {});
  const { me } = useStore();
  const { send, isSending } = useStoreCommands();
  const say = useText(systemWords);
  const words = useWords();
  const [role, setRole] = useState<AccessRole>('lane');
  const [laneId, setLaneId] = useState<string | null>(me.lanes[0]?.laneId ?? null);
  const lane = role === 'lane' ? laneId : null;
  return (
    <section className="panel system-wide">
      <h2>{say('pairing')}<small>{say('pairing-help')}</small></h2>
      {pairing && (pairing.httpsOrigin === null ? <p className="quiet-words">{say('no-https')}</p> : (
        <>
          <div className="verb-row">
            <label>{say('role')}<Select<AccessRole> value={role} onChange={setRole} aria-label={say('role')} className="pairing-select" options={pairedRoles.map((value) => ({ value, label: words(accessRoleWords[value]) }))} /></label>
            {role === 'lane' && <label>{say('which-lane')}<Select value={laneId} onChange={setLaneId} aria-label={say('which-lane')} className="pairing-select" options={me.lanes.map((one) => ({ value: one.laneId, label: words(one.names) }))} /></label>}
            <Button type="primary" loading={isSending('createPairingCode')} disabled={role === 'lane' && laneId === null} onClick={() => void send('createPairingCode', { role, laneId: lane })}>{say('create-code')}</Button>
          </div>
          {pairing.code && <OpenCode code={pairing.code} />}
          {pairing.caFingerprint !== null && <p className="quiet-words">{say('fingerprint')}: <span className="hash">{pairing.caFingerprint}</span> {say('fingerprint-why')}</p>}
        </>
      ))}
      {pairing && <PairedMachines paired={pairing.paired} nowMs={nowMs} />}
    </section>
  );
}

function OpenCode({ code }: { readonly code: NonNullable<PairingView['code']> }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(systemWords);
  return (
    <div className="pairing-code">
      <QrCode text={code.url} what={code.url} size={148} />
      <div className="stack">
        <p className="quiet-words">{say('open-on-device')}</p>
        <span className="code">{code.code}</span>
        <span className="hash">{code.url}</span>
        <span className="quiet-words">{say('valid-until')} {formatExactTime(code.expiresAtMs, language, me.store.timeZone)}</span>
      </div>
    </div>
  );
}

function PairedMachines({ paired, nowMs }: { readonly paired: PairingView['paired']; readonly nowMs: number | null }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const { send } = useStoreCommands();
  const say = useText(systemWords);
  const words = useWords();
  const laneName = (laneId: string): string => { const lane = me.lanes.find((one) => one.laneId === laneId); return lane ? words(lane.names) : laneId; };
  return (
    <>
      <h3 className="section-title">{say('paired')}</h3>
      <DataTable
        bare name="paired" caption={say('paired')} rows={paired} rowKey={({ pairingId }) => pairingId} empty={<EmptyState title={say('none-paired')} />}
        columns={[
          { key: 'role', title: say('role'), cell: ({ role, laneId }) => `${words(accessRoleWords[role])}${laneId === null ? '' : ` · ${laneName(laneId)}`}` },
          { key: 'paired-at', title: say('paired-at'), cell: ({ pairedAtMs }) => formatDateTime(pairedAtMs, language, me.store.timeZone) },
          { key: 'last-seen', title: say('last-seen'), cell: ({ lastSeenMs }) => (nowMs === null ? formatDateTime(lastSeenMs, language, me.store.timeZone) : formatAge(nowMs - lastSeenMs, language)) },
          { key: 'revoke', title: '', align: 'right', cell: ({ pairingId }) => <Popconfirm title={say('revoke-ask')} okText={say('revoke')} onConfirm={() => send('revokePairing', { pairingId })}><Button size="small" danger>{say('revoke')}</Button></Popconfirm> },
        ]}
      />
    </>
  );
}
