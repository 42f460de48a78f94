import { useMemo } from 'react';
import type { EChartsOption } from 'echarts';
import type { ProposedLine } from 'retail-model/api/store-views.ts';
import { palette } from 'edge-app/ui-kit/palette.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { axisLook, plotLook, tooltipLook } from '../plot/plot-look.ts';
import { Plot } from '../plot/plot.tsx';
import { ordersWords } from './orders-words.ts';

/** What a product sold in the last 28 days, and what the forecast expects with its 90 % band. Pieces, or kilograms. */
export function ForecastPlot({ line }: { readonly line: ProposedLine }) {
  const say = useText(ordersWords);
  const { history, forecast } = line;
  const weighed = line.product.soldBy === 'weight';
  const option = useMemo<EChartsOption>(() => {
    const scaled = (units: number): number => (weighed ? Math.round(units) / 1000 : Math.round(units * 10) / 10);
    const none = history.map(() => null);
    const dayName = (index: number): string => {
      const day = index - history.length;
      return day < 0 ? say('days-ago', { days: -day }) : day === 0 ? say('today') : say('in-days', { days: day });
    };
    const days = [...history, ...forecast].map((_, index) => dayName(index));
    const bandStyle = { type: 'line', stack: 'band', symbol: 'none', lineStyle: { opacity: 0 }, silent: true, tooltip: { show: false } } as const;
    return {
      ...plotLook,
      grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { ...tooltipLook, trigger: 'axis', formatter: (params) => tooltipOf(Array.isArray(params) ? params[0]?.dataIndex ?? 0 : params.dataIndex) },
      xAxis: { type: 'category', data: days, boundaryGap: true, ...axisLook, splitLine: { show: false }, axisLabel: { ...axisLook.axisLabel, interval: (index: number) => (index - history.length) % 7 === 0 } },
      yAxis: { type: 'value', min: 0, splitNumber: 3, ...axisLook, axisLine: { show: false } },
      series: [
        { type: 'bar', data: [...history.map(scaled), ...forecast.map(() => null)], itemStyle: { color: palette.inkSoft, borderRadius: [2, 2, 0, 0] }, barMaxWidth: 14 },
        { ...bandStyle, data: [...none, ...forecast.map(({ low }) => scaled(low))] },
        { ...bandStyle, data: [...none, ...forecast.map(({ low, high }) => scaled(high - low))], areaStyle: { color: palette.jade, opacity: 0.18 } },
        { type: 'line', data: [...none, ...forecast.map(({ mean }) => scaled(mean))], symbol: 'none', lineStyle: { color: palette.jade, width: 2 } },
      ],
    };
    function tooltipOf(index: number): string {
      const day = forecast[index - history.length];
      if (!day) return `${days[index] ?? ''}\n${say('plot-sold')} ${scaled(history[index] ?? 0)}`;
      return `${days[index] ?? ''}\n${say('plot-mean')} ${scaled(day.mean)}\n${say('plot-band')} ${scaled(day.low)}–${scaled(day.high)}`;
    }
  }, [history, forecast, weighed, say]);
  return (
    <figure className="forecast-plot">
      <Plot option={option} height={200} label={say('plot-title')} />
      <figcaption>
        <span className="key key-sold">{say('plot-sold')}</span><span className="key key-mean">{say('plot-mean')}</span><span className="key key-band">{say('plot-band')}</span>
      </figcaption>
    </figure>
  );
}
