import { ConfigProvider } from 'antd';
import { antdTheme } from 'edge-app/ui-kit/antd-theme.ts';
import { antdWords } from 'edge-app/ui-kit/office/antd-words.ts';
import { ErrorBoundary } from 'edge-app/ui-kit/error-boundary.tsx';
import { StoreScreenProvider, type StoreClient } from 'edge-app/ui-kit/store-screen.tsx';
import { LanguageProvider, useRememberedLanguage } from 'edge-app/ui-kit/text/language-context.tsx';
import { ToastProvider } from 'edge-app/ui-kit/toasts.tsx';
import { ActingStaffProvider } from './shell/acting-staff.tsx';
import { OfficeFrame } from './shell/office-frame.tsx';
import 'edge-app/ui-kit/office/office.css';
import './back-office.css';

/** The manager's screen. It renders views and sends commands; what a person is typing is the only thing it keeps. */
export function BackOffice({ client, nowMs }: { readonly client: StoreClient; readonly nowMs: () => number }) {
  const [language, chooseLanguage] = useRememberedLanguage('language');
  return (
    <LanguageProvider language={language} chooseLanguage={chooseLanguage}>
      <ConfigProvider theme={antdTheme} locale={antdWords[language]} button={{ autoInsertSpace: false }}>
        <ErrorBoundary>
          <ToastProvider>
            <StoreScreenProvider client={client}>
              <ActingStaffProvider>
                <OfficeFrame nowMs={nowMs} />
              </ActingStaffProvider>
            </StoreScreenProvider>
          </ToastProvider>
        </ErrorBoundary>
      </ConfigProvider>
    </LanguageProvider>
  );
}
