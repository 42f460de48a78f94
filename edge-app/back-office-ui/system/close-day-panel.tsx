import { Button, Popconfirm } from 'antd';
import type { TodayView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useActingStaff } from '../shell/acting-staff.tsx';
import { systemWords } from './system-words.ts';

/** The end of the business day, with the figures that it will write down. */
export function CloseDayPanel({ today }: { readonly today: TodayView | null }) {
  const say = useText(systemWords);
  const toast = useToasts();
  const { send, isSending } = useStoreCommands();
  const { ensureStaff } = useActingStaff();
  const closeDay = async (): Promise<void> => {
    const staffId = await ensureStaff();
    if (staffId === null) return;
    const answer = await send('closeDay', { staffId });
    if (answer.ok) toast({ tone: 'good', words: systemWords['day-closed'] });
  };
  return (
    <section className="panel">
      <h2>{say('close-day')}{today && <small>{today.businessDay}</small>}</h2>
      <div className="stack">
        <p className="quiet-words">{say('close-day-help')}</p>
        {today && (
          <table className="made-of">
            <tbody>
              <tr><th scope="row">{say('sales')}</th><td>{today.sales}</td></tr>
              <tr><th scope="row">{say('returns')}</th><td>{today.returns}</td></tr>
              <tr className="sum"><th scope="row">{say('takings')}</th><td>{formatMoney(today.takingsMinor)}</td></tr>
            </tbody>
          </table>
        )}
        <div><Popconfirm title={say('close-day-ask')} okText={say('close-day')} onConfirm={closeDay}><Button loading={isSending('closeDay')}>{say('close-day')}</Button></Popconfirm></div>
      </div>
    </section>
  );
}
