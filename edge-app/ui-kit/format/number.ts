import type { Language } from 'retail-model/text/words.ts';

const tag = (language: Language): string => (language === 'zh-CN' ? 'zh-CN' : 'en-GB');

/** `12,345` with the digits a person needs, at most `decimals`. */
export const formatNumber = (value: number, language: Language, decimals = 0): string =>
  new Intl.NumberFormat(tag(language), { maximumFractionDigits: decimals, minimumFractionDigits: 0 }).format(value);

/** `12.5 %` in English, `12.5%` in Chinese; one decimal. `share` 0.125 is 12.5 %. */
export const formatPercent = (share: number, language: Language): string =>
  `${new Intl.NumberFormat(tag(language), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share * 100)}${language === 'zh-CN' ? '%' : ' %'}`;

/** A change against another figure, with arrow and sign: `▲ +3.2 %`; null when there is nothing to compare with. */
export function formatDelta(now: number, before: number | null, language: Language): string | null {
  if (before === null || before === 0) return null;
  const change = (now - before) / Math.abs(before);
  const arrow = change > 0 ? '▲ +' : change < 0 ? '▼ −' : '＝ ';
  return `${arrow}${formatPercent(Math.abs(change), language)}`;
}
