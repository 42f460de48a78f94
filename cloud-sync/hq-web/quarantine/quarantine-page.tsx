import { Skeleton } from 'antd';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { FreshnessStamp } from '../freshness/freshness-stamp.tsx';
import { HqHead } from '../shell/hq-head.tsx';
import { useHq, useHqView } from '../shell/hq-screen.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { QuarantineList } from './quarantine-list.tsx';
import { quarantineWords } from './quarantine-words.ts';

/** What could not be taken as it came, and what has not come although later entries have. */
export function QuarantinePage() {
  const { snapshot } = useHqView('quarantine', { storeId: null });
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(quarantineWords);
  const words = useWords();
  return (
    <>
      <HqHead title={words(pageWords.quarantine)} stamp={snapshot && <FreshnessStamp stamp={snapshot} />} />
      {!snapshot ? <Skeleton active /> : (
        <div className="stack">
          {snapshot.items.length === 0 ? <section className="panel"><EmptyState title={say('none')} help={say('none-help')} /></section> : <QuarantineList items={snapshot.items} />}
          <section className="panel">
            <h2>{say('gaps')}</h2>
            {snapshot.gaps.length === 0 ? <p className="quiet-words">{say('no-gaps')}</p> : (
              <ul className="plain-list">
                {snapshot.gaps.map((gap) => (
                  <li key={`${gap.storeId}-${gap.terminalId}-${gap.fromSequence}`}><StateMark tone="danger">{say('gap', { store: gap.storeId, terminal: gap.terminalId, from: gap.fromSequence, to: gap.toSequence })}</StateMark> <span className="quiet-words">{say('since', { time: formatDateTime(gap.sinceMs, language, timeZone) })}</span></li>
                ))}
              </ul>
            )}
          </section>
        </div>
      )}
    </>
  );
}
