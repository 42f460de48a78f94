import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from './code-lists.ts';
import { isCouponCode, isPositiveOfferCode } from './coupon-code.ts';
import { hasValidCheckDigit } from './gtin.ts';
import { isCalendarDate } from './gs1-date.ts';

/** Character set 82 (GS1 GenSpecs figure 7.11-1), in the order of its character values. */
const characterSet82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** Character sets by the letter that a form uses. Set 39: GS1 GenSpecs figure 7.11-2; set 64: RFC 4648 §5. */
export const characterSets: Readonly<Record<string, (text: string) => boolean>> = {
  N: (text) => /^\d+$/.test(text),
  X: (text) => [...text].every((character) => characterSet82.includes(character)),
  Y: (text) => /^[#\-/0-9A-Z]+$/.test(text),
  Z: (text) => /^[A-Za-z0-9_-]*={0,2}$/.test(text) && (!text.endsWith('=') || text.length % 3 === 0),
};

/** No company prefix is shorter than four digits. */
const startsWithCompanyPrefix = (text: string): boolean => /^\d{4}/.test(text);

const isHour = (text: string): boolean => /^([01]\d|2[0-3])$/.test(text);
const isSixtieth = (text: string): boolean => /^[0-5]\d$/.test(text);

/** Dates in a label carry two year digits; only for 29 February does the century matter, and 2000 was a leap year. */
const isYymmdd = (text: string): boolean => isCalendarDate(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6)));
const isYymmddOrMonth = (text: string): boolean => isYymmdd(text.endsWith('00') ? `${text.slice(0, 4)}01` : text);

/** A piece number and a total of equal width, neither zero, the piece not beyond the total. */
const isPieceOfTotal = (text: string): boolean => {
  const piece = Number(text.slice(0, text.length / 2));
  const total = Number(text.slice(text.length / 2));
  return piece > 0 && piece <= total;
};

const isPlaceInSequence = (text: string): boolean => {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text);
  return match !== null && Number(match[1]) <= Number(match[2]);
};

const primesUpTo = (limit: number): readonly number[] => {
  const primes: number[] = [];
  for (let candidate = 2; candidate <= limit; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
};

/** Weights of the check character pair, from the right; 97 of them are more than any AI needs. */
const checkPairWeights = primesUpTo(509);
const checkPairCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Check character pair of a Global Model Number: prime weights, modulo 1021 (GS1 GenSpecs §7.9.5). */
export const gmnCheckPair = (text: string): string => {
  let sum = 0;
  for (let place = 0; place < text.length; place += 1) {
    sum += characterSet82.indexOf(text.charAt(text.length - 1 - place)) * (checkPairWeights[place] ?? 0);
  }
  const rest = sum % 1021;
  return checkPairCharacters.charAt(rest >> 5) + checkPairCharacters.charAt(rest & 31);
};

/** ISO 13616: country, two check digits, account; letters count 10 to 35, modulo 97 leaves 1. */
const isIban = (text: string): boolean => {
  if (text.length <= 10 || !/^[A-Z0-9]+$/.test(text) || !countryLetters.has(text.slice(0, 2))) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest === 1;
};

/** Checks of the content of one component, by their name in the Syntax Dictionary. The length is right when they run. */
export const contentChecks: Readonly<Record<string, (text: string) => boolean>> = {
  csum: hasValidCheckDigit,
  csumalpha: (text) => text.length >= 2 && gmnCheckPair(text.slice(0, -2)) === text.slice(-2),
  gcppos1: startsWithCompanyPrefix,
  gcppos2: (text) => startsWithCompanyPrefix(text.slice(1)),
  yymmdd: isYymmdd,
  yymmd0: isYymmddOrMonth,
  yyyymmdd: (text) => isCalendarDate(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))),
  hh: isHour,
  mi: isSixtieth,
  ss: isSixtieth,
  hhmi: (text) => isHour(text.slice(0, 2)) && isSixtieth(text.slice(2)),
  iso3166: (text) => countryNumbers.has(text),
  iso3166999: (text) => text === '999' || countryNumbers.has(text),
  iso3166alpha2: (text) => countryLetters.has(text),
  iso4217: (text) => currencyNumbers.has(text),
  iso5218: (text) => /^[0129]$/.test(text),
  iban: isIban,
  packagetype: (text) => packageTypes.has(text),
  mediatype: (text) => /^(0[1-9]|10|[89]\d)$/.test(text),
  pcenc: (text) => !/%(?![0-9A-Fa-f]{2})/.test(text),
  couponcode: isCouponCode,
  couponposoffer: isPositiveOfferCode,
  pieceoftotal: isPieceOfTotal,
  posinseqslash: isPlaceInSequence,
  latitude: (text) => Number(text) <= 1_800_000_000,
  longitude: (text) => Number(text) <= 3_600_000_000,
  hyphen: (text) => /^-+$/.test(text),
  importeridx: (text) => /^[-0-9A-Z_a-z]$/.test(text),
  nonzero: (text) => /[1-9]/.test(text),
  nozeroprefix: (text) => !text.startsWith('0'),
  hasnondigit: (text) => /\D/.test(text),
  winding: (text) => /^[019]$/.test(text),
  yesno: (text) => /^[01]$/.test(text),
  zero: (text) => /^0+$/.test(text),
};
