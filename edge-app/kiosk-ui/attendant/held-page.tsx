import { useState } from 'react';
import type { AttendantView } from 'retail-model/api/store-views.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { Dialog } from 'edge-app/ui-kit/dialog.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatAge } from 'edge-app/ui-kit/format/time.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { filled } from 'edge-app/ui-kit/text/text-table.ts';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { attendantText } from './attendant-text.ts';

/** Held baskets, to be resumed on any free lane. */
export function HeldPage({ view }: { readonly view: AttendantView }) {
  const [ticket, setTicket] = useState<string | null>(null);
  const { send } = useStoreCommands();
  const toast = useToasts();
  const say = useText(attendantText);
  const words = useWords();
  const { language } = useLanguage();
  const free = view.lanes.filter((lane) => lane.state === 'idle');
  const nameOf = (laneId: string): string => {
    const lane = view.lanes.find((one) => one.laneId === laneId);
    return lane ? words(lane.names) : laneId;
  };
  const resume = async (lane: AttendantView['lanes'][number], held: string): Promise<void> => {
    setTicket(null);
    const sent = await send('resumeBasket', { laneId: lane.laneId, ticket: held });
    const { zh, en } = attendantText.resumed;
    if (sent.ok) toast({ tone: 'good', words: { zh: filled(zh, { lane: lane.names.zh }), en: filled(en, { lane: lane.names.en }) } });
  };
  if (view.held.length === 0) return <p className="page-empty"><Icon name="hold" size="2.5em" />{say('no-held')}</p>;
  return (
    <>
      <ul className="cards">
        {view.held.map((held) => (
          <li key={held.ticket} className="card">
            <span className="card-words">
              <strong>{held.ticket}</strong>
              <span>{say('basket-of', { count: held.lineCount, amount: formatMoney(held.totalMinor) })}</span>
              <span className="card-small">{say('held-from', { lane: nameOf(held.fromLaneId), age: formatAge(view.nowMs - held.heldAtMs, language) })}</span>
            </span>
            <Button look="primary" icon="play" onClick={() => { setTicket(held.ticket); }}>{say('resume')}</Button>
          </li>
        ))}
      </ul>
      {ticket !== null && (
        <Dialog title={say('resume-on')} onClose={() => { setTicket(null); }}>
          {free.length === 0 && <p>{say('no-free-lane')}</p>}
          <div className="choices">{free.map((lane) => <Button key={lane.laneId} onClick={() => { void resume(lane, ticket); }}>{words(lane.names)}</Button>)}</div>
        </Dialog>
      )}
    </>
  );
}
