import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastOf, palette } from './palette.ts';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The custom properties of one set, laid over the plain set as the stylesheet does. */
function tokensOf(...selectors: readonly string[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...selectors.map((selector) => {
    const start = css.indexOf(`\n${selector} {`);
    const block = css.slice(start, css.indexOf('}', start));
    return Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9A-F]{6});/g)].map(([, name, colour]) => [name, colour]));
  })) as Readonly<Record<string, string>>;
}

const plain = ':root';
const dark = ":root[data-scheme='dark']";
const high = ":root[data-contrast='high']";
const sets = { plain: tokensOf(plain), dark: tokensOf(plain, dark), high: tokensOf(plain, high), 'high and dark': tokensOf(plain, dark, high, ":root[data-contrast='high'][data-scheme='dark']") };

/** Text colour on ground colour, wherever a stylesheet of the kit or the lane screens puts the one on the other. */
const written: readonly (readonly [string, string])[] = [
  ...['paper', 'sand', 'white'].flatMap((ground) => ['ink', 'ink-soft', 'jade-deep', 'danger-deep', 'warning-deep', 'success-deep'].map((text) => [text, ground] as const)),
  ['on-strong', 'jade'], ['on-strong', 'jade-deep'], ['on-strong', 'danger'], ['on-strong', 'success-deep'], ['on-strong', 'warning-deep'],
  ['ink', 'success-pale'], ['success-deep', 'success-pale'], ['ink', 'warning-pale'], ['warning-deep', 'warning-pale'], ['ink', 'danger-pale'], ['danger-deep', 'danger-pale'], ['ink-soft', 'danger-pale'],
  ['jade-deep', 'jade-pale'], ['ink', 'jade-pale'], ['ink-soft', 'jade-pale'],
];

describe('the colours', () => {
  it('are the same in the stylesheet and in the palette', () => {
    for (const [name, colour] of Object.entries(palette)) expect(sets.plain[name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)], name).toBe(colour);
  });

  it.each(Object.entries(sets))('keep every text readable in the %s set', (_name, tokens) => {
    for (const [text, ground] of written) expect(contrastOf(tokens[text]!, tokens[ground]!), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(sets))('draw the large figures at 7:1 or more in the %s set', (_name, tokens) => {
    for (const ground of ['paper', 'sand', 'white', 'success-pale']) expect(contrastOf(tokens['ink']!, tokens[ground]!), ground).toBeGreaterThanOrEqual(7);
  });

  it('are measured as WCAG does', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});
