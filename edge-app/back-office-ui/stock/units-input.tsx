import { InputNumber } from 'antd';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { stockWords } from './stock-words.ts';

/** A quantity as the product is counted: whole pieces, or kilograms with three decimals. Hands back pieces or grams as an integer. */
export function UnitsInput({ soldBy, units, onChange, label, least, autoFocus = false }: {
  readonly soldBy: 'each' | 'weight'; readonly units: number | null; readonly onChange: (units: number | null) => void; readonly label: string; readonly least: number; readonly autoFocus?: boolean;
}) {
  const say = useText(stockWords);
  const weighed = soldBy === 'weight';
  return (
    <InputNumber<number>
      aria-label={label} autoFocus={autoFocus} value={units === null ? null : weighed ? units / 1000 : units} min={weighed ? least / 1000 : least} max={weighed ? 10_000 : 100_000} precision={weighed ? 3 : 0}
      suffix={say(weighed ? 'kilogram' : 'pieces-unit')} onChange={(typed) => { onChange(typed === null ? null : weighed ? Math.round(typed * 1000) : typed); }}
    />
  );
}
