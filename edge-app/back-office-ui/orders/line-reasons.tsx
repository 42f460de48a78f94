import type { ProposedLine } from 'retail-model/api/store-views.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { ForecastPlot } from './forecast-plot.tsx';
import { ordersWords } from './orders-words.ts';

/** A proposed line opened: the plot, and the reckoning in numbers. */
export function LineReasons({ line }: { readonly line: ProposedLine }) {
  const { language } = useLanguage();
  const say = useText(ordersWords);
  const words = useWords();
  const units = (count: number): string => formatUnits(Math.round(count), line.product.soldBy, language);
  return (
    <div className="order-open">
      <ForecastPlot line={line} />
      <div>
        <p>{words(line.because)}</p>
        <table className="made-of">
          <tbody>
            <tr><th scope="row">{say('mean-demand', { days: line.protectionDays })}</th><td>{units(line.meanDemand)}</td></tr>
            <tr><th scope="row">{say('upper-demand')}</th><td>{units(line.upperDemand)}</td></tr>
            <tr><th scope="row">{say('less-on-hand')}</th><td>{units(line.onHandUnits)}</td></tr>
            <tr><th scope="row">{say('less-on-order')}</th><td>{units(line.onOrderUnits)}</td></tr>
            <tr><th scope="row">{say('one-pack')}</th><td>{units(line.packUnits)}</td></tr>
            <tr className="sum"><th scope="row">{say('proposed-quantity')}</th><td>{units(line.proposedUnits)}</td></tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}
