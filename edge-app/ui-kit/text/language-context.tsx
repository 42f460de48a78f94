import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { inLanguage, type Language, type Words } from 'retail-model/text/words.ts';
import { speakerOf, type Speak, type TextTable } from './text-table.ts';

interface Spoken { readonly language: Language; readonly chooseLanguage: (language: Language) => void }
const LanguageContext = createContext<Spoken>({ language: 'zh-CN', chooseLanguage: () => {} });

/** The language everything below speaks. A lane's language is the server's (`LaneView.language`); an office screen remembers its own. */
export function LanguageProvider({ language, chooseLanguage, children }: Spoken & { readonly children: ReactNode }) {
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  const spoken = useMemo(() => ({ language, chooseLanguage }), [language, chooseLanguage]);
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
}

export const useLanguage = (): Spoken => useContext(LanguageContext);

/** `const say = useText(kioskText); say('pay-amount', { amount })`. */
export function useText<T extends TextTable>(table: T): Speak<T> {
  const { language } = useLanguage();
  return useMemo(() => speakerOf(table, language), [table, language]);
}

/** Turns words that came from the server into the language shown. */
export function useWords(): (words: Words) => string {
  const { language } = useLanguage();
  return (words) => inLanguage(words, language);
}

/** A person's choice of language on this screen, kept by the browser. The browser's own language is the beginning. */
export function useRememberedLanguage(key: string): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(() => {
    const kept = window.localStorage.getItem(key);
    return kept === 'zh-CN' || kept === 'en' ? kept : navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
  });
  const choose = useCallback((chosen: Language): void => {
    window.localStorage.setItem(key, chosen);
    setLanguage(chosen);
  }, [key]);
  return [language, choose];
}
