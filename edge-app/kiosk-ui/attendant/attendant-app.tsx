import { ComfortProvider } from 'edge-app/ui-kit/comfort.tsx';
import { ErrorBoundary } from 'edge-app/ui-kit/error-boundary.tsx';
import { StoreScreenProvider, type StoreClient } from 'edge-app/ui-kit/store-screen.tsx';
import { LanguageProvider, useRememberedLanguage } from 'edge-app/ui-kit/text/language-context.tsx';
import { ToastProvider } from 'edge-app/ui-kit/toasts.tsx';
import { AttendantScreen } from './attendant-screen.tsx';
import '../lane/lane.css';
import './attendant.css';

export function AttendantApp({ client }: { readonly client: StoreClient }) {
  const [language, chooseLanguage] = useRememberedLanguage('mendian.attendant-language');
  return (
    <LanguageProvider language={language} chooseLanguage={chooseLanguage}>
      <ErrorBoundary>
        <ComfortProvider>
          <ToastProvider>
            <StoreScreenProvider client={client}><AttendantScreen /></StoreScreenProvider>
          </ToastProvider>
        </ComfortProvider>
      </ErrorBoundary>
    </LanguageProvider>
  );
}
