import type { ReturnableSale } from 'retail-model/api/store-views.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { attendantText } from './attendant-text.ts';

/** One line of a receipt: pieces by the piece, weighed goods whole. */
export function ReturnLine({ line, units, note, onUnits }: { readonly line: ReturnableSale['lines'][number]; readonly units: number; readonly note: string | null; readonly onUnits: (units: number) => void }) {
  const say = useText(attendantText);
  const words = useWords();
  const { language } = useLanguage();
  const left = line.units - line.returnedUnits;
  return (
    <li className={units > 0 ? 'return-line return-line-chosen' : 'return-line'}>
      <span className="return-line-words">
        <strong>{words(line.names)}</strong>
        <span>{formatUnits(line.units, line.soldBy, language)} · {say('refundable', { amount: formatMoney(line.refundableMinor) })}</span>
        {note && <span className="card-small">{note}</span>}
      </span>
      {left > 0 && (line.soldBy === 'weight' || left === 1
        ? <Button aria-pressed={units > 0} icon={units > 0 ? 'tick' : 'return'} onClick={() => { onUnits(units > 0 ? 0 : left); }}>{say('take-back')}</Button>
        : (
          <span className="return-stepper">
            <Button icon="minus" aria-label={say('fewer')} disabled={units === 0} onClick={() => { onUnits(units - 1); }} />
            <output>{units}/{left}</output>
            <Button icon="plus" aria-label={say('more')} disabled={units >= left} onClick={() => { onUnits(units + 1); }} />
          </span>
        ))}
    </li>
  );
}
