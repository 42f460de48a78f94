import { describe, expect, it } from 'vitest';
import { attendantText } from './attendant/attendant-text.ts';
import { kioskText } from './kiosk/kiosk-text.ts';
import { laneText } from './lane/lane-text.ts';
import { tillText } from './till/till-text.ts';
import { deviceConditionWords, deviceStateWords, labelStateWords, linkStateWords, powerWords, priceWaitWords, printingWords } from 'edge-app/ui-kit/text/device-words.ts';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { helpForShopperWords, helpReasonWords, helpTaskWords, laneNoticeWords, laneStateWords } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import { refusalWords } from 'edge-app/ui-kit/text/refusal-words.ts';
import { staffText } from 'edge-app/ui-kit/text/staff-text.ts';
import { filled, speakerOf, type TextTable } from 'edge-app/ui-kit/text/text-table.ts';

const tables: Readonly<Record<string, TextTable>> = {
  kitText, staffText, laneText, kioskText, tillText, attendantText, laneNoticeWords, helpReasonWords, helpTaskWords, helpForShopperWords, laneStateWords,
  deviceStateWords, powerWords, printingWords, labelStateWords, priceWaitWords, linkStateWords,
};
/** A language is named in itself. */
const inOtherLanguage = new Set(['kitText.other-language']);
const placesOf = (text: string): readonly string[] => [...text.matchAll(/\{[a-zA-Z]+\}/g)].map(([place]) => place).sort();
const every = Object.entries(tables).flatMap(([table, words]) => Object.entries(words).map(([key, both]) => ({ name: `${table}.${key}`, ...both })));

describe('the words', () => {
  it('are all there', () => { expect(every.length).toBeGreaterThan(200); });

  it('say the same things in both languages', () => {
    for (const { name, zh, en } of every) expect(placesOf(zh), name).toEqual(placesOf(en));
  });

  it('are Chinese in Chinese and English in English', () => {
    for (const { name, zh, en } of every) {
      const onlyPlaces = !/\p{Letter}/u.test(en.replaceAll(/\{[a-zA-Z]+\}/g, ''));
      if (inOtherLanguage.has(name) || onlyPlaces) continue;
      expect(/\p{Script=Han}/u.test(zh), `${name}: ${zh}`).toBe(true);
      expect(/\p{Script=Han}/u.test(en), `${name}: ${en}`).toBe(false);
    }
  });

  it('avoid the words that the glossary avoids', () => {
    for (const { name, en } of every) expect(/\b(cart|checkout|terminal|database|server|admin)\b/i.test(en.replace('Self-checkout', '')), `${name}: ${en}`).toBe(false);
  });
});

describe('a speaker', () => {
  it('fills in what it is given, in its language', () => {
    expect(speakerOf(kitText, 'en')('waiting', { count: 3 })).toBe('3 waiting');
    expect(speakerOf(kitText, 'zh-CN')('waiting', { count: 3 })).toBe('待上传 3 条');
  });
  it('leaves a place without a value to be seen', () => { expect(filled('{a} and {b}', { a: 1 })).toBe('1 and {b}'); });
});

describe('refusals', () => {
  it('have words even when a newer server names a kind this screen does not know', () => {
    expect(refusalWords('wrong-pin').en).toContain('PIN');
    expect(refusalWords('something-new')).toEqual(refusalWords('internal'));
    expect(refusalWords('constructor')).toEqual(refusalWords('internal'));
  });
});

describe('a device', () => {
  it('is told by its worst fact', () => {
    const trouble = null;
    expect(deviceConditionWords({ state: 'error', power: 'offline', trouble }).en).toContain('cable');
    expect(deviceConditionWords({ state: 'error', power: 'online', trouble }).en).toContain('trouble');
    expect(deviceConditionWords({ state: 'idle', power: 'online', trouble }).en).toBe('Ready');
  });
});
