import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatWait } from 'edge-app/ui-kit/format/time.ts';
import { StaffPinDialog } from 'edge-app/ui-kit/staff-pin-dialog.tsx';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { helpReasonWords, helpTaskWords } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { attendantText } from './attendant-text.ts';
import type { AttendedLane, RememberedStaff } from './lanes-page.tsx';

type Decision = 'approved' | 'refused' | 'resolved';

/** One open help: the reason, the evidence, what to do, and two large answers. An answer needs a person and their PIN. */
export function HelpCard({ lane, help, nowMs, staff: [staffId, rememberStaff] }: {
  readonly lane: AttendedLane; readonly help: AttendedLane['helps'][number]; readonly nowMs: number; readonly staff: RememberedStaff;
}) {
  const { send, isSending } = useStoreCommands();
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const say = useText(attendantText);
  const words = useWords();
  const named = { lane: words(lane.names), reason: words(helpReasonWords[help.reason]) };
  const questions: Readonly<Record<Decision, string>> = { approved: say('approve-on', named), refused: say('refuse-on', named), resolved: say('solve-on', named) };
  const confirms: Readonly<Record<Decision, string>> = { approved: say('confirm-approve'), refused: say('confirm-refuse'), resolved: say('confirm-solved') };
  const answer = async (decision: Decision, by: string, pin: string): Promise<boolean> =>
    (await send('answerHelp', { laneId: lane.laneId, interventionId: help.interventionId, decision, staffId: by, pin })).ok;
  return (
    <section className={`help-card help-severity-${lane.severity}`}>
      <header><h3>{named.reason}</h3><span>{say('waiting-for', { wait: formatWait(nowMs - help.openedAtMs) })}</span></header>
      <p className="help-evidence">{words(help.evidence)}</p>
      <p className="help-task">{words(helpTaskWords[help.reason])}</p>
      <div className="help-answers">
        {help.reason === 'age-check'
          ? (
            <>
              <Button look="danger" icon="close" onClick={() => { setDeciding('refused'); }}>{say('refuse')}</Button>
              <Button look="primary" icon="tick" onClick={() => { setDeciding('approved'); }}>{say('approve')}</Button>
            </>
          ) : (
            <>
              {lane.state !== 'paused' && <Button icon="pause" waiting={isSending('pauseLane')} onClick={() => { void send('pauseLane', { laneId: lane.laneId }); }}>{say('pause-lane')}</Button>}
              <Button look="primary" icon="tick" onClick={() => { setDeciding('resolved'); }}>{say('solved')}</Button>
            </>
          )}
      </div>
      {deciding && (
        <StaffPinDialog
          title={questions[deciding]} confirm={confirms[deciding]} roles={['attendant', 'cashier']} staffId={staffId} onStaff={rememberStaff}
          onPin={(by, pin) => answer(deciding, by, pin)} onClose={() => { setDeciding(null); }}
        />
      )}
    </section>
  );
}
