import { useState } from 'react';
import type { AttendantView } from 'retail-model/api/store-views.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatWait } from 'edge-app/ui-kit/format/time.ts';
import { helpReasonWords, laneStateWords } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { attendantText } from './attendant-text.ts';
import { LaneDetail } from './lane-detail.tsx';

export type AttendedLane = AttendantView['lanes'][number];
export type RememberedStaff = readonly [staffId: string | null, remember: (staffId: string) => void];

/** The lanes, worst first as the store sorts them. On a phone one lane is shown at a time; on a tablet it stands beside the list. */
export function LanesPage({ view, staff }: { readonly view: AttendantView; readonly staff: RememberedStaff }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const say = useText(attendantText);
  const lane = view.lanes.find((one) => one.laneId === chosen) ?? null;
  // Beside the list there is room: the worst lane is shown until another is chosen.
  const beside = lane ?? view.lanes.find((one) => one.severity > 0) ?? null;
  return (
    <div className={`lanes ${lane ? 'lanes-chosen' : ''}`}>
      <ul className="lane-list">
        {view.lanes.map((one) => <li key={one.laneId}><LaneCard lane={one} nowMs={view.nowMs} chosen={one === beside} onChoose={() => { setChosen(one.laneId); }} /></li>)}
      </ul>
      <section className="lane-place">
        {beside ? <LaneDetail key={beside.laneId} lane={beside} nowMs={view.nowMs} staff={staff} onBack={() => { setChosen(null); }} /> : <p className="page-empty"><Icon name="tick" size="2.5em" />{say('all-fine')}</p>}
      </section>
    </div>
  );
}

function LaneCard({ lane, nowMs, chosen, onChoose }: { readonly lane: AttendedLane; readonly nowMs: number; readonly chosen: boolean; readonly onChoose: () => void }) {
  const say = useText(attendantText);
  const words = useWords();
  const help = lane.helps[0];
  return (
    <button type="button" className={`lane-card lane-severity-${lane.severity}`} aria-current={chosen || undefined} onClick={onChoose}>
      <span className="lane-card-mark" aria-hidden><Icon name={lane.severity === 2 ? 'warning' : lane.severity === 1 ? 'help' : lane.state === 'paused' ? 'pause' : 'tick'} /></span>
      <span className="lane-card-words">
        <span className="lane-card-name">{words(lane.names)}</span>
        <span className="lane-card-reason">{help ? words(helpReasonWords[help.reason]) : lane.troubles[0] ? words(lane.troubles[0].words) : words(laneStateWords[lane.state])}</span>
      </span>
      <span className="lane-card-side">
        {lane.severity > 0 && <span className="lane-card-urgency">{lane.severity === 2 ? say('go-now') : say('soon')}</span>}
        {help && <span className="lane-card-wait">{formatWait(nowMs - help.openedAtMs)}</span>}
        {!help && lane.lineCount > 0 && <span className="lane-card-total">{formatMoney(lane.totalMinor)}</span>}
      </span>
    </button>
  );
}
