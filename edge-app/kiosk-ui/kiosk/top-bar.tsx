import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { ComfortButton } from 'edge-app/ui-kit/comfort.tsx';
import { ConnectionBadge } from 'edge-app/ui-kit/connection-badge.tsx';
import { Dialog } from 'edge-app/ui-kit/dialog.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { ShopMark } from 'edge-app/ui-kit/shop-mark.tsx';
import type { Connection } from 'edge-app/ui-kit/screen-client.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { kioskText } from './kiosk-text.ts';

/** Always there: where you are, the language, how you like to see, and help. */
export function TopBar({ connection }: { readonly connection: Connection }) {
  const { view, send, isSending } = useLane();
  const [asking, setAsking] = useState(false);
  const say = useText(laneText);
  const sayKiosk = useText(kioskText);
  const words = useWords();
  const coming = view.helps.some((help) => help.reason === 'shopper-called');
  return (
    <header className="top-bar">
      <ShopMark size="2.25rem" />
      <span className="top-lane">{words(view.names)}</span>
      {connection !== 'live' && <ConnectionBadge connection={connection} />}
      <span className="top-space" />
      <ComfortButton lowReach />
      <LanguageButton />
      <Button look="plain" icon="help" className="help-button" waiting={isSending('callHelp')} aria-pressed={coming} onClick={() => { setAsking(true); }}>{say('help')}</Button>
      {asking && (
        <Dialog
          title={sayKiosk('help-title')} onClose={() => { setAsking(false); }}
          actions={coming ? <Button look="primary" onClick={() => { setAsking(false); }}>{sayKiosk('keep-shopping')}</Button> : (
            <>
              <Button onClick={() => { setAsking(false); }}>{sayKiosk('not-needed')}</Button>
              <Button look="primary" icon="help" onClick={() => { setAsking(false); void send('callHelp', {}); }}>{sayKiosk('call-attendant')}</Button>
            </>
          )}
        >
          <p>{coming ? sayKiosk('help-coming', { lane: words(view.names) }) : sayKiosk('help-words')}</p>
        </Dialog>
      )}
    </header>
  );
}
