import { useCallback, useEffect } from 'react';
import { ComfortProvider } from 'edge-app/ui-kit/comfort.tsx';
import { ErrorBoundary, WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import { StoreScreenProvider, useStoreCommands, useStoreView, type StoreClient } from 'edge-app/ui-kit/store-screen.tsx';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { LanguageProvider, useRememberedLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { refusalWords } from 'edge-app/ui-kit/text/refusal-words.ts';
import { ToastProvider } from 'edge-app/ui-kit/toasts.tsx';
import type { Language } from 'retail-model/text/words.ts';
import { KioskScreen } from './kiosk/kiosk-screen.tsx';
import { LaneProvider } from './lane/use-lane.tsx';
import { LostVeil } from './lane/lost-veil.tsx';
import { TillScreen } from './till/till-screen.tsx';
import './lane/lane.css';

/** One lane: a self-checkout kiosk or a staffed till, as the store says. Until the lane has spoken, the browser's language is used. */
export function LaneApp({ client, laneId }: { readonly client: StoreClient; readonly laneId: string }) {
  const [language, chooseLanguage] = useRememberedLanguage('mendian.lane-language');
  return (
    <LanguageProvider language={language} chooseLanguage={chooseLanguage}>
      <ErrorBoundary>
        <ComfortProvider>
          <ToastProvider>
            <StoreScreenProvider client={client}><LaneOfStore laneId={laneId} onLanguage={chooseLanguage} language={language} /></StoreScreenProvider>
          </ToastProvider>
        </ComfortProvider>
      </ErrorBoundary>
    </LanguageProvider>
  );
}

/** The language belongs to the lane (its receipt speaks it too): choosing one tells the store, and the next snapshot brings it back. */
function LaneOfStore({ laneId, language, onLanguage }: { readonly laneId: string; readonly language: Language; readonly onLanguage: (language: Language) => void }) {
  const { snapshot, connection, refused } = useStoreView('lane', { laneId });
  const { send } = useStoreCommands();
  const say = useText(kitText);
  const words = useWords();
  const choose = useCallback((chosen: Language) => { void send('chooseLanguage', { laneId, language: chosen }); }, [send, laneId]);
  const spoken = snapshot?.language;
  useEffect(() => { if (spoken && spoken !== language) onLanguage(spoken); }, [spoken, language, onLanguage]);
  if (refused) return <WholePage title={say('no-session-title')} words={words(refusalWords(refused))} />;
  if (!snapshot) return connection === 'lost' ? <LostVeil /> : <WholePage title={say('connecting')} words="" />;
  return (
    <LanguageProvider language={snapshot.language} chooseLanguage={choose}>
      <ToastProvider>
        <LaneProvider view={snapshot}>
          {snapshot.kind === 'kiosk' ? <KioskScreen connection={connection} /> : <TillScreen connection={connection} />}
          {connection === 'lost' && <LostVeil />}
        </LaneProvider>
      </ToastProvider>
    </LanguageProvider>
  );
}
