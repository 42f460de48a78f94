import { Button } from 'antd';
import type { UpkeepView } from 'retail-model/api/store-views.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatAge, formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStore, useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { diskRoomWords, upkeepWords } from './upkeep-words.ts';

const BYTES_PER_MEGABYTE = 1_000_000;

/** What keeps the data safe: the newest backup, the disk, the signed heads; and what to do where one is missing. */
export function UpkeepPanel() {
  const { snapshot } = useStoreView('upkeep', {});
  const say = useText(upkeepWords);
  return (
    <section className="panel">
      <h2>{say('upkeep')}</h2>
      {snapshot && <Upkeep upkeep={snapshot} />}
    </section>
  );
}

function Upkeep({ upkeep }: { readonly upkeep: UpkeepView }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(upkeepWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useStoreCommands();
  const { backup, backupTrouble, nowMs } = upkeep;
  const at = (ms: number): string => formatDateTime(ms, language, me.store.timeZone);
  const backUp = async (): Promise<void> => {
    const answer = await send('backUpNow', {});
    if (answer.ok) toast({ tone: 'good', words: upkeepWords['backed-up'] });
  };
  return (
    <div className="stack">
      <table className="made-of">
        <tbody>
          <tr>
            <th scope="row">{say('newest')}</th>
            <td>{backup === null ? <StateMark tone="warning">{say('none-yet')}</StateMark> : <>{at(backup.madeAtMs)}<small className="cell-note">{formatAge(nowMs - backup.madeAtMs, language)}{backup.entries !== null && ` · ${say('entries', { count: formatNumber(backup.entries, language) })}`}{backup.bytes !== null && ` · ${formatNumber(backup.bytes / BYTES_PER_MEGABYTE, language, 1)} MB`}</small></>}</td>
          </tr>
          <tr><th scope="row">{say('next')}</th><td>{upkeep.isBackingUp ? say('running') : at(upkeep.nextBackupMs)}</td></tr>
          <tr><th scope="row">{say('folder')}</th><td className="breakable">{upkeep.backupFolder}</td></tr>
          <tr><th scope="row">{say('disk')}</th><td><StateMark tone={upkeep.diskRoom === 'ample' ? 'good' : upkeep.diskRoom === 'telemetry-stops' ? 'warning' : 'danger'}>{words(diskRoomWords[upkeep.diskRoom])}</StateMark></td></tr>
          <tr><th scope="row">{say('signed')}</th><td>{upkeep.headsSignedMs === null ? say('not-yet') : at(upkeep.headsSignedMs)}</td></tr>
        </tbody>
      </table>
      {backupTrouble !== null && <p role="alert"><StateMark tone="danger">{words(backupTrouble.words)}</StateMark><small className="cell-note">{say('since')} {at(backupTrouble.sinceMs)} · {backupTrouble.detail}</small></p>}
      {upkeep.isOnDatabaseDisk && <p className="quiet-words">{say('same-disk')}</p>}
      <div><Button loading={isSending('backUpNow') || upkeep.isBackingUp} onClick={() => void backUp()}>{say('back-up-now')}</Button></div>
    </div>
  );
}
