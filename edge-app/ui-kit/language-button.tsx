import { Button } from './button.tsx';
import { kitText } from './text/kit-text.ts';
import { useLanguage, useText } from './text/language-context.tsx';

/** Switches between the two languages; it names the other one in that language, so whoever needs it can read it. */
export function LanguageButton({ look = 'quiet' }: { readonly look?: 'quiet' | 'plain' }) {
  const { language, chooseLanguage } = useLanguage();
  const say = useText(kitText);
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return <Button look={look} icon="language" lang={other} onClick={() => { chooseLanguage(other); }}>{say('other-language')}</Button>;
}
