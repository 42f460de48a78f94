import { useMemo } from 'react';
import type { EChartsOption } from 'echarts';
import type { TodayView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { palette } from 'edge-app/ui-kit/palette.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { Plot } from '../plot/plot.tsx';
import { axisLook, plotLook, tooltipLook } from '../plot/plot-look.ts';
import { todayWords } from './today-words.ts';

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Takings of each hour of the business day, from the first hour that sold to the last, at least eight wide. */
export function HourBars({ byHour }: { readonly byHour: TodayView['byHour'] }) {
  const say = useText(todayWords);
  const option = useMemo<EChartsOption>(() => {
    const hours = hoursShown(byHour.map(({ hour }) => hour));
    const minorOf = new Map(byHour.map(({ hour, takingsMinor }) => [hour, takingsMinor]));
    return {
      ...plotLook,
      grid: { left: 4, right: 8, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: { ...tooltipLook, trigger: 'axis', axisPointer: { type: 'none' }, formatter: (params) => { const bar = Array.isArray(params) ? params[0] : params; return bar ? `${bar.name}  ${formatMoney(Math.round(Number(bar.value) * 100))}` : ''; } },
      xAxis: { type: 'category', data: hours.map(hourName), ...axisLook, splitLine: { show: false } },
      yAxis: { type: 'value', ...axisLook, axisLine: { show: false }, axisLabel: { ...axisLook.axisLabel, formatter: (value: number) => `¥${value}` }, splitNumber: 3 },
      series: [{ type: 'bar', data: hours.map((hour) => (minorOf.get(hour) ?? 0) / 100), itemStyle: { color: palette.jade, borderRadius: [4, 4, 0, 0] }, barMaxWidth: 36 }],
    };
  }, [byHour]);
  return <Plot option={option} height={260} label={say('bars-label')} />;
}

function hoursShown(sold: readonly number[]): readonly number[] {
  const first = Math.max(0, Math.min(...sold, 23));
  const last = Math.min(23, Math.max(...sold, first + 7));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
