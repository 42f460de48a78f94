import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { NoticeBanner } from 'edge-app/ui-kit/notice-banner.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useStore, useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { laneStateWords } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { attendantText } from './attendant-text.ts';
import { HelpCard } from './help-card.tsx';
import type { AttendedLane, RememberedStaff } from './lanes-page.tsx';

/** One lane: why it needs a person, what was scanned last, and what may be done. */
export function LaneDetail({ lane, nowMs, staff, onBack }: { readonly lane: AttendedLane; readonly nowMs: number; readonly staff: RememberedStaff; readonly onBack: () => void }) {
  const { me } = useStore();
  const { send, isSending } = useStoreCommands();
  const say = useText(attendantText);
  const words = useWords();
  const { language } = useLanguage();
  const cashier = me.staff.find((one) => one.staffId === lane.staffId);
  return (
    <article className="lane-detail">
      <header className="lane-detail-head">
        <Button className="lane-detail-back" look="quiet" icon="back" onClick={onBack}>{say('back-to-lanes')}</Button>
        <h2>{words(lane.names)}</h2>
        <span className="lane-detail-state">{words(laneStateWords[lane.state])}</span>
      </header>
      {lane.helps.map((help) => <HelpCard key={help.interventionId} lane={lane} help={help} nowMs={nowMs} staff={staff} />)}
      {lane.troubles.map((trouble) => <NoticeBanner key={trouble.role} tone="warning">{words(trouble.words)}</NoticeBanner>)}
      {cashier && <p>{say('cashier', { name: words(cashier.names) })}</p>}
      {lane.lineCount === 0 ? <p className="lane-detail-none">{say('no-basket')}</p> : (
        <section className="last-lines" aria-label={say('last-lines')}>
          <h3>{say('last-lines')} <span>{say('basket-of', { count: lane.lineCount, amount: formatMoney(lane.totalMinor) })}</span></h3>
          <ul>
            {lane.lastLines.map((line, place) => (
              <li key={`${place} ${line.names.en}`}>
                <ProductPicture picture={line.picture} size="3rem" />
                <span className="last-line-words"><span>{words(line.names)}</span><span>{formatUnits(line.units, line.soldBy, language)}</span></span>
                <strong>{formatMoney(line.amountMinor)}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer className="lane-detail-foot">
        {lane.state === 'paused' && <Button icon="play" waiting={isSending('openLane')} onClick={() => { void send('openLane', { laneId: lane.laneId }); }}>{say('open-lane')}</Button>}
        {lane.state !== 'paused' && lane.state !== 'cannot-sell' && <Button icon="pause" waiting={isSending('pauseLane')} onClick={() => { void send('pauseLane', { laneId: lane.laneId }); }}>{say('pause-lane')}</Button>}
      </footer>
    </article>
  );
}
