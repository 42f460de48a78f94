import { isCalendarDate } from './gs1-date.ts';

/**
 * A North American coupon, AI 8110: GS1 company prefix, offer, saving and first purchase, then optional fields 1 to 6 and 9
 * in rising order (GS1 North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols).
 */
export const isCouponCode = (text: string): boolean => {
  const reader = readFields(text);
  const start =
    reader.companyPrefix('0123456') && reader.digits(6) && reader.counted('12345', 0) && reader.purchase();
  if (!start) return false;
  if (reader.field('1') && !(reader.oneOf('0123') && reader.purchase() && reader.companyPrefix('01234569'))) return false;
  if (reader.field('2') && !(reader.purchase() && reader.companyPrefix('01234569'))) return false;
  const expiry = reader.field('3') ? reader.date() : '';
  const begin = reader.field('4') ? reader.date() : '';
  if (expiry === null || begin === null || (expiry !== '' && begin > expiry)) return false;
  if (reader.field('5') && !reader.counted('0123456789', 6)) return false;
  if (reader.field('6') && !reader.companyPrefix('1234567')) return false;
  if (reader.field('9') && !(reader.oneOf('01256') && reader.oneOf('012') && reader.digits(1) && reader.oneOf('01'))) return false;
  return reader.atEnd();
};

/** A positive offer file coupon, AI 8112: format, funder, offer, serial number (GS1 GenSpecs §3.9.6). */
export const isPositiveOfferCode = (text: string): boolean => {
  const reader = readFields(text);
  return reader.oneOf('01') && reader.counted('0123456', 6) && reader.digits(6) && reader.counted('0123456789', 6) && reader.atEnd();
};

/** Walks over the digits; each verb says whether what it expects was there and goes past it. */
const readFields = (text: string) => {
  let at = 0;
  const isDigits = /^\d+$/.test(text);

  const digits = (count: number): boolean => {
    at += count;
    return isDigits && at <= text.length;
  };
  const oneOf = (allowed: string): boolean => digits(1) && allowed.includes(text.charAt(at - 1));
  /** A length indicator, then that many digits and `more`. */
  const counted = (allowed: string, more: number): boolean => oneOf(allowed) && digits(Number(text.charAt(at - 1)) + more);
  /** A company prefix or GLN after its length less six; indicator 9 stands for none. */
  const companyPrefix = (allowed: string): boolean => oneOf(allowed) && (text.charAt(at - 1) === '9' || digits(Number(text.charAt(at - 1)) + 6));
  /** Requirement, its code, family code. */
  const purchase = (): boolean => counted('12345', 0) && oneOf('012349') && digits(3);
  const field = (indicator: string): boolean => text.charAt(at) === indicator && digits(1);
  const date = (): string | null => {
    const start = at;
    if (!digits(6)) return null;
    const value = text.slice(start, at);
    return isCalendarDate(2000 + Number(value.slice(0, 2)), Number(value.slice(2, 4)), Number(value.slice(4))) ? value : null;
  };
  return { digits, oneOf, counted, companyPrefix, purchase, field, date, atEnd: () => at === text.length };
};
