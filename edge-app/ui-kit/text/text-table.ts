import { inLanguage, type Language, type Words } from 'retail-model/text/words.ts';

/** The words of a screen: one key, both languages beside each other, `{name}` where a value goes. A missing language does not compile. */
export type TextTable = Readonly<Record<string, Words>>;

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
/** The values a text needs, read from its English words; none for a plain text. */
export type TextValues<W extends Words> = [Placeholders<W['en']>] extends [never] ? [] : [values: { readonly [Name in Placeholders<W['en']>]: string | number }];
export type Speak<T extends TextTable> = <K extends keyof T>(key: K, ...values: TextValues<T[K]>) => string;

/** The speaker of a table in one language. */
export const speakerOf = <T extends TextTable>(table: T, language: Language): Speak<T> => (key, ...values) => filled(inLanguage(table[key]!, language), values[0] ?? {});

/** Puts values in their places; a place without a value stays visible, so that a mistake is seen. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{([a-zA-Z]+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
