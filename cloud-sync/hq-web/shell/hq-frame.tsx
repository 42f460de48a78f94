import { useEffect } from 'react';
import { hqContract } from 'retail-model/api/hq-contract.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { ConnectionBadge } from 'edge-app/ui-kit/connection-badge.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useConnection } from 'edge-app/ui-kit/use-view.ts';
import { ChainPage } from '../chain/chain-page.tsx';
import { EnrolmentPage } from '../enrolment/enrolment-page.tsx';
import { OrdersPage } from '../orders/orders-page.tsx';
import { PeoplePage } from '../people/people-page.tsx';
import { PricesPage } from '../prices/prices-page.tsx';
import { QuarantinePage } from '../quarantine/quarantine-page.tsx';
import { StockPage } from '../stock/stock-page.tsx';
import { ReceiptPage } from '../store/receipt-page.tsx';
import { StorePage } from '../store/store-page.tsx';
import { hqHashOf, hqPageNames, type HqPageName, type HqRoute } from './hq-route.ts';
import { useHq } from './hq-screen.tsx';
import { pageWords, roleWords, shellWords } from './shell-words.ts';
import { useHqRoute } from './use-hq-route.ts';

const pages: Readonly<Record<HqPageName, () => React.JSX.Element>> = { chain: ChainPage, stock: StockPage, prices: PricesPage, orders: OrdersPage, quarantine: QuarantinePage, enrolment: EnrolmentPage, people: PeoplePage };

export function HqFrame() {
  const route = useHqRoute();
  const { client, me, timeZone } = useHq();
  const connection = useConnection(client);
  const say = useText(shellWords);
  const words = useWords();
  const here = route.kind === 'page' ? route.page : 'chain';
  useEffect(() => { document.title = `${words(pageWords[here])} · Mendian 总部`; });
  return (
    <div className="hq">
      <a className="skip-link" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{say('skip-to-content')}</a>
      <header className="hq-top">
        <a className="hq-brand" href={hqHashOf({ kind: 'page', page: 'chain', search: '' })}><strong>Mendian</strong> {say('head-office')}{me.demo && <em>{say('demo')}</em>}</a>
        <nav aria-label={say('navigation')}>
          {hqPageNames.filter((page) => hqContract.views[page].roles.includes(me.role)).map((page) => (
            <a key={page} href={hqHashOf({ kind: 'page', page, search: '' })} aria-current={page === here ? 'page' : undefined}>{words(pageWords[page])}</a>
          ))}
        </nav>
        <div className="hq-who"><ConnectionBadge connection={connection} /><span className="quiet-words">{me.who} · {words(roleWords[me.role])}</span><LanguageButton /><Button look="plain" onClick={() => void window.fetch('/sign-out', { method: 'POST' }).finally(() => { window.location.reload(); })}>{say('sign-out')}</Button></div>
      </header>
      <main id="content" tabIndex={-1}>
        {connection === 'lost' && <p className="lost-banner" role="alert">{say('lost')}</p>}
        <Place route={route} />
        <p className="quiet-words hq-zone">{say('times-in', { zone: timeZone })}</p>
      </main>
    </div>
  );
}

function Place({ route }: { readonly route: HqRoute }) {
  if (route.kind === 'store') return <StorePage storeId={route.storeId} />;
  if (route.kind === 'receipt') return <ReceiptPage entryId={route.entryId} />;
  const Page = pages[route.page];
  return <Page />;
}
