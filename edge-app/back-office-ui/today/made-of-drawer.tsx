import { Drawer } from 'antd';
import type { TodayView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { todayWords } from './today-words.ts';

/** What today's figures are made of: tenders, counts and hours, each from the journal. */
export function MadeOfDrawer({ today, rule, onClose }: { readonly today: TodayView; readonly rule: 'takings-rule' | 'average-rule'; readonly onClose: () => void }) {
  const say = useText(todayWords);
  return (
    <Drawer open onClose={onClose} size={440} title={say('made-of')}>
      <p className="quiet-words">{say(rule)}</p>
      <table className="made-of">
        <tbody>
          <tr><th scope="row">{say('business-day')}</th><td>{today.businessDay}</td></tr>
          <tr><th scope="row">{say('cash')}</th><td>{formatMoney(today.cashMinor)}</td></tr>
          <tr><th scope="row">{say('qr-code')}</th><td>{formatMoney(today.qrCodeMinor)}</td></tr>
          <tr className="sum"><th scope="row">{say('takings')}</th><td>{formatMoney(today.takingsMinor)}</td></tr>
          <tr><th scope="row">{say('sales-count')}</th><td>{today.sales}</td></tr>
          <tr><th scope="row">{say('returns-count')}</th><td>{today.returns}</td></tr>
          <tr><th scope="row">{say('items-count')}</th><td>{today.items}</td></tr>
          <tr className="sum"><th scope="row">{say('average')}</th><td>{formatMoney(today.averageBasketMinor)}</td></tr>
        </tbody>
      </table>
      <h3>{say('by-hour')}</h3>
      <table className="made-of">
        <tbody>
          {today.byHour.map(({ hour, takingsMinor, sales }) => (
            <tr key={hour}><th scope="row">{String(hour).padStart(2, '0')}:00</th><td>{sales}</td><td>{formatMoney(takingsMinor)}</td></tr>
          ))}
        </tbody>
      </table>
    </Drawer>
  );
}
