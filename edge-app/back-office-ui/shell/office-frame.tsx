import { Button } from 'antd';
import { ConnectionBadge, LinkBadge } from 'edge-app/ui-kit/connection-badge.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { useStore, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { DevicesPage } from '../devices/devices-page.tsx';
import { JournalPage } from '../journal/journal-page.tsx';
import { LabelsPage } from '../labels/labels-page.tsx';
import { OrdersPage } from '../orders/orders-page.tsx';
import { StockPage } from '../stock/stock-page.tsx';
import { SystemPage } from '../system/system-page.tsx';
import { TodayPage } from '../today/today-page.tsx';
import { useActingStaff } from './acting-staff.tsx';
import { pageByLetter } from './key-chords.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { hashOf, pageNames, type PageName } from './page-route.ts';
import { pageWords, shellWords } from './shell-words.ts';
import { useKeys } from './use-keys.ts';
import { useRoute } from './use-route.ts';

const pages: Readonly<Record<PageName, () => React.JSX.Element>> = {
  today: TodayPage, stock: StockPage, orders: OrdersPage, labels: LabelsPage, devices: DevicesPage, journal: JournalPage, system: SystemPage,
};
const letterOf = Object.fromEntries(Object.entries(pageByLetter).map(([letter, page]) => [page, letter])) as Record<PageName, string>;

/** Navigation at the side (above, on a narrow screen), the page, and who works here. */
export function OfficeFrame({ nowMs }: { readonly nowMs: () => number }) {
  const { page } = useRoute();
  const { keysShown, showKeys } = useKeys(nowMs);
  const say = useText(shellWords);
  const words = useWords();
  const { me } = useStore();
  const { connection, snapshot: link } = useStoreView('link', {});
  const Page = pages[page];
  return (
    <div className="office">
      <a className="skip-link" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{say('skip-to-content')}</a>
      <aside className="office-side">
        <div className="office-brand"><strong>{words(me.store.names)}</strong><span>{say('back-office')}{me.store.demo && <em>{say('demo-store')}</em>}</span></div>
        <nav aria-label={say('navigation')}>
          {pageNames.map((name) => (
            <a key={name} href={hashOf(name)} aria-current={name === page ? 'page' : undefined}>{words(pageWords[name])}<kbd aria-hidden>g {letterOf[name]}</kbd></a>
          ))}
        </nav>
        <div className="office-foot">
          {link && <a href={hashOf('system')} className="office-link"><LinkBadge link={link} /></a>}
          <ConnectionBadge connection={connection} />
          <ActingStaff />
          <div className="office-foot-row"><LanguageButton /><Button type="text" onClick={() => { showKeys(true); }}>{say('keys')} <kbd aria-hidden>?</kbd></Button></div>
        </div>
      </aside>
      <main id="content" tabIndex={-1}>
        {connection === 'lost' && <p className="lost-banner" role="alert">{say('lost')}</p>}
        <Page />
      </main>
      {keysShown && <KeysDialog onClose={() => { showKeys(false); }} />}
    </div>
  );
}

function ActingStaff() {
  const { staff, ensureStaff, signOut } = useActingStaff();
  const say = useText(shellWords);
  const words = useWords();
  return staff
    ? <div className="office-foot-row"><span>{words(staff.names)}</span><Button type="text" size="small" onClick={signOut}>{say('sign-out')}</Button></div>
    : <Button type="text" className="office-sign-in" onClick={() => void ensureStaff()}>{say('sign-in')}</Button>;
}
