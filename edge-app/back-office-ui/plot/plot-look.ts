import { palette } from 'edge-app/ui-kit/palette.ts';

/** What every plot shares: quiet axes, our type, no motion. */
export const plotLook = {
  animation: false,
  textStyle: { fontFamily: "'Noto Sans SC Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif", color: palette.inkSoft },
} as const;

export const axisLook = {
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
  axisLabel: { color: palette.inkSoft, fontSize: 12 },
  splitLine: { lineStyle: { color: palette.sand } },
} as const;

export const tooltipLook = { renderMode: 'richText', confine: true, backgroundColor: palette.ink, borderWidth: 0, padding: 8, textStyle: { color: palette.paper, fontSize: 13 } } as const;
