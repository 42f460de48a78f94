import type { Minor } from 'retail-model/money/amount.ts';
import type { Language } from 'retail-model/text/words.ts';
import { formatMoney } from './money.ts';

/** 'kg', or 市斤 (500 g) where the shop chooses it. */
export type WeightUnit = 'kg' | 'jin';

/** Grams as the scale says them: `0.488 kg`, `0.976 斤`. */
export function formatWeight(grams: number, language: Language, unit: WeightUnit = 'kg'): string {
  const milli = unit === 'kg' ? Math.abs(grams) : Math.abs(grams) * 2;
  const sign = grams < 0 ? '−' : '';
  return `${sign}${Math.floor(milli / 1000)}.${String(milli % 1000).padStart(3, '0')} ${weightUnitWord(language, unit)}`;
}

export const weightUnitWord = (language: Language, unit: WeightUnit = 'kg'): string => (unit === 'kg' ? 'kg' : language === 'zh-CN' ? '斤' : 'jin');

/** `3` pieces or `0.488 kg`, as the product is sold. */
export const formatUnits = (units: number, soldBy: 'each' | 'weight', language: Language): string =>
  soldBy === 'weight' ? formatWeight(units, language) : language === 'zh-CN' ? `${units} 件` : `${units} pc`;

/** What one piece or one kilogram costs: `¥12.80` or `¥12.80/kg`. */
export const formatUnitPrice = (priceMinor: Minor, soldBy: 'each' | 'weight'): string => (soldBy === 'weight' ? `${formatMoney(priceMinor)}/kg` : formatMoney(priceMinor));
