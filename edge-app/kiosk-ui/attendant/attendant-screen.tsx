import { useState } from 'react';
import { ComfortButton } from 'edge-app/ui-kit/comfort.tsx';
import { ConnectionBadge } from 'edge-app/ui-kit/connection-badge.tsx';
import { WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import { Icon, type IconName } from 'edge-app/ui-kit/icon.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { NoticeBanner } from 'edge-app/ui-kit/notice-banner.tsx';
import { ShopMark } from 'edge-app/ui-kit/shop-mark.tsx';
import { useStore, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { refusalWords } from 'edge-app/ui-kit/text/refusal-words.ts';
import { useRememberedStaff } from 'edge-app/ui-kit/use-remembered-staff.ts';
import { attendantText } from './attendant-text.ts';
import { GatePage } from './gate-page.tsx';
import { HeldPage } from './held-page.tsx';
import { LanesPage } from './lanes-page.tsx';
import { ReturnPage } from './return-page.tsx';
import { useAttentionSound } from './use-attention-sound.ts';

type Page = 'lanes' | 'held' | 'gate' | 'returns';

/** Everything a person on the floor needs: lanes worst first, held baskets, the exit, returns. */
export function AttendantScreen() {
  const { me } = useStore();
  const { snapshot, connection, refused } = useStoreView('attendant', {});
  const [page, setPage] = useState<Page>('lanes');
  const staff = useRememberedStaff('mendian.attendant-staff');
  const say = useText(attendantText);
  const sayKit = useText(kitText);
  const words = useWords();
  useAttentionSound(snapshot);
  if (refused) return <WholePage title={sayKit('no-session-title')} words={words(refusalWords(refused))} />;
  if (!snapshot) return <WholePage title={connection === 'lost' ? sayKit('lost') : sayKit('connecting')} words={connection === 'lost' ? sayKit('lost-office') : ''} />;
  const counts: Readonly<Record<Page, number>> = { lanes: snapshot.lanes.filter((lane) => lane.severity === 2).length, held: snapshot.held.length, gate: snapshot.gateAlarms.length, returns: 0 };
  const tab = (name: Page, icon: IconName) => (
    <button type="button" className="tab" aria-current={page === name ? 'page' : undefined} onClick={() => { setPage(name); }}>
      <Icon name={icon} />
      <span>{say(name)}</span>
      {counts[name] > 0 && <span className={name === 'held' ? 'tab-count' : 'tab-count tab-count-hot'}>{counts[name]}</span>}
    </button>
  );
  return (
    <div className={`attendant ${connection === 'live' ? '' : 'attendant-old'}`}>
      <header className="attendant-bar">
        <ShopMark size="2rem" />
        <span className="attendant-store">{words(me.store.names)}</span>
        <span className="attendant-space" />
        <ConnectionBadge connection={connection} />
        <ComfortButton lowReach={false} />
        <LanguageButton />
      </header>
      {connection === 'lost' && <NoticeBanner tone="warning">{sayKit('lost-office')}</NoticeBanner>}
      <main className="attendant-page">
        <h1 className="only-heard">{say('title')}: {say(page)}</h1>
        {page === 'lanes' && <LanesPage view={snapshot} staff={staff} />}
        {page === 'held' && <HeldPage view={snapshot} />}
        {page === 'gate' && <GatePage view={snapshot} />}
        {page === 'returns' && <ReturnPage staff={staff} />}
      </main>
      <nav className="tabs" aria-label={say('title')}>{tab('lanes', 'scan')}{tab('held', 'hold')}{tab('gate', 'gate')}{tab('returns', 'return')}</nav>
    </div>
  );
}
