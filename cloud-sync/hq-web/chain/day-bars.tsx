import { useState } from 'react';
import type { DayFigures } from 'retail-model/api/hq-snapshots.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { useLanguage, useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { chainWords } from './chain-words.ts';

/** Takings by business day as plain bars; the figures open below. */
export function DayBars({ days }: { readonly days: readonly DayFigures[] }) {
  const { language } = useLanguage();
  const say = useText(chainWords);
  const [open, setOpen] = useState(false);
  if (days.length === 0) return <p className="quiet-words">{say('no-days')}</p>;
  const most = Math.max(1, ...days.map(({ takingsMinor }) => takingsMinor));
  const slot = 100 / Math.max(days.length, 14);
  return (
    <>
      <svg className="day-bars" viewBox="0 0 100 36" preserveAspectRatio="none" role="img" aria-label={say('days')}>
        {days.map(({ businessDay, takingsMinor }, index) => {
          const height = (Math.max(0, takingsMinor) / most) * 35;
          return <rect key={businessDay} x={index * slot + slot * 0.12} y={36 - height} width={slot * 0.76} height={height} className={index === days.length - 1 ? 'day-now' : 'day-past'}><title>{`${businessDay} ${formatMoney(takingsMinor)}`}</title></rect>;
        })}
      </svg>
      <div className="day-ends"><span>{days[0]!.businessDay}</span><button type="button" className="link-cell" aria-expanded={open} onClick={() => { setOpen(!open); }}>{say('show-days')}</button><span>{days.at(-1)!.businessDay}</span></div>
      {open && (
        <table className="plain-table">
          <thead><tr><th>{say('day')}</th><th className="money">{say('takings')}</th><th className="money">{say('sales')}</th></tr></thead>
          <tbody>{days.toReversed().map((day) => <tr key={day.businessDay}><td>{day.businessDay}</td><td className="money">{formatMoney(day.takingsMinor)}</td><td className="money">{formatNumber(day.sales, language)}</td></tr>)}</tbody>
        </table>
      )}
    </>
  );
}
