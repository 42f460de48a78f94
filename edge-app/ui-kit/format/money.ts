import type { Minor } from 'retail-model/money/amount.ts';

/** Renminbi as both languages write it: `¥1,234.50`, `−¥0.80`. Built from integers; nothing is rounded. */
export const formatMoney = (amountMinor: Minor): string => `${amountMinor < 0 ? '−' : ''}¥${plainAmount(Math.abs(amountMinor))}`;

/** The same without the sign of the currency, for columns that name it in their head. */
export const formatAmount = (amountMinor: Minor): string => `${amountMinor < 0 ? '−' : ''}${plainAmount(Math.abs(amountMinor))}`;

/** A change of money, always with its sign: `+¥3.00`. */
export const formatMoneyChange = (amountMinor: Minor): string => (amountMinor > 0 ? `+${formatMoney(amountMinor)}` : formatMoney(amountMinor));

const plainAmount = (minor: Minor): string => `${grouped(Math.floor(minor / 100))}.${String(minor % 100).padStart(2, '0')}`;

const grouped = (whole: number): string => String(whole).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** What a person typed on a number pad, in whole fen as tills do: '1', '12', '1280' are ¥0.01, ¥0.12, ¥12.80. Null for anything but at most `mostDigits` digits. */
export const amountTyped = (digits: string, mostDigits: number): Minor | null => (/^\d*$/.test(digits) && digits.length <= mostDigits ? Number(digits === '' ? '0' : digits) : null);
