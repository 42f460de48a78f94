import { ConfigProvider } from 'antd';
import { antdTheme } from 'edge-app/ui-kit/antd-theme.ts';
import { ErrorBoundary } from 'edge-app/ui-kit/error-boundary.tsx';
import { antdWords } from 'edge-app/ui-kit/office/antd-words.ts';
import { LanguageProvider, useRememberedLanguage } from 'edge-app/ui-kit/text/language-context.tsx';
import { ToastProvider } from 'edge-app/ui-kit/toasts.tsx';
import { HqFrame } from './shell/hq-frame.tsx';
import { HqProvider, type HqClient } from './shell/hq-screen.tsx';
import 'edge-app/ui-kit/office/office.css';
import './head-office.css';

/** The chain's board. Every figure carries the age of what head office knows. */
export function HeadOffice({ client, monotonicMs }: { readonly client: HqClient; readonly monotonicMs: () => number }) {
  const [language, chooseLanguage] = useRememberedLanguage('language');
  return (
    <LanguageProvider language={language} chooseLanguage={chooseLanguage}>
      <ConfigProvider theme={antdTheme} locale={antdWords[language]} button={{ autoInsertSpace: false }}>
        <ErrorBoundary>
          <ToastProvider>
            <HqProvider client={client} monotonicMs={monotonicMs}>
              <HqFrame />
            </HqProvider>
          </ToastProvider>
        </ErrorBoundary>
      </ConfigProvider>
    </LanguageProvider>
  );
}
