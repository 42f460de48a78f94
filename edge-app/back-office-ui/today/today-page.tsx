import { useState } from 'react';
import { Skeleton } from 'antd';
import type { TodayView } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatNumber, formatPercent } from 'edge-app/ui-kit/format/number.ts';
import { formatAge } from 'edge-app/ui-kit/format/time.ts';
import { Figure, type FigureTone } from 'edge-app/ui-kit/office/figure.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { linkStateWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { hashOf } from '../shell/page-route.ts';
import { pageWords } from '../shell/shell-words.ts';
import { HourBars } from './hour-bars.tsx';
import { LatestReceipts } from './latest-receipts.tsx';
import { MadeOfDrawer } from './made-of-drawer.tsx';
import { todayWords } from './today-words.ts';

/** Is the day fine? In three seconds: money, baskets, then only what needs a person. */
export function TodayPage() {
  const { connection, snapshot } = useStoreView('today', {});
  const words = useWords();
  return (
    <>
      <PageHead title={words(pageWords.today)} nowMs={snapshot?.nowMs ?? null} connection={connection} />
      {snapshot ? <Day today={snapshot} /> : <Skeleton active />}
    </>
  );
}

function Day({ today }: { readonly today: TodayView }) {
  const { language } = useLanguage();
  const say = useText(todayWords);
  const [rule, setRule] = useState<'takings-rule' | 'average-rule' | null>(null);
  const compared = today.takingsSameWeekdayMinor;
  const openTakings = (): void => { setRule('takings-rule'); };
  return (
    <div className="today-grid">
      <div className="today-figures">
        <Figure
          name={say('takings')} value={formatMoney(today.takingsMinor)} onOpen={openTakings}
          note={compared === null || compared <= 0 ? say('no-comparison') : say('same-weekday', { amount: formatMoney(compared), share: formatPercent(today.takingsMinor / compared, language) })}
        />
        <Figure name={say('baskets')} value={formatNumber(today.sales, language)} note={say('returns', { count: today.returns })} onOpen={openTakings} />
        <Figure name={say('average')} value={formatMoney(today.averageBasketMinor)} note={say('items', { count: formatNumber(today.items, language) })} onOpen={() => { setRule('average-rule'); }} />
        <LinkFigure today={today} />
      </div>
      <Needs today={today} />
      <div className="today-lower">
        <section className="panel">
          <h2>{say('by-hour')} <button type="button" className="link-cell not-printed" onClick={openTakings}><small>{say('show-figures')}</small></button></h2>
          {today.byHour.length === 0 ? <EmptyState title={say('no-sales')} /> : <HourBars byHour={today.byHour} />}
        </section>
        <section className="panel"><h2>{say('latest')}</h2><LatestReceipts latest={today.latest} /></section>
      </div>
      {rule && <MadeOfDrawer today={today} rule={rule} onClose={() => { setRule(null); }} />}
    </div>
  );
}

function LinkFigure({ today: { link, nowMs } }: { readonly today: TodayView }) {
  const { language } = useLanguage();
  const say = useText(todayWords);
  const words = useWords();
  const oldest = link.oldestWaitingMs === null ? '' : ` · ${say('oldest', { age: formatAge(nowMs - link.oldestWaitingMs, language) })}`;
  return (
    <Figure
      name={say('link')} tone={link.state === 'in-step' ? 'plain' : link.state === 'waiting' ? 'plain' : 'warning'} href={hashOf('system')}
      value={link.waiting === 0 ? words(linkShort[link.state]) : say('n-waiting', { count: formatNumber(link.waiting, language) })}
      note={`${words(linkStateWords[link.state])}${oldest}`}
    />
  );
}

const linkShort = {
  'in-step': { zh: '已同步', en: 'In step' }, 'waiting': { zh: '正在上传', en: 'Uploading' }, 'offline': { zh: '离线', en: 'Offline' }, 'not-enrolled': { zh: '未加入', en: 'Not joined' },
} as const;

/** What is wrong and how much of it; each leads to the page where it is settled. Nothing wrong is said in one line. */
function Needs({ today }: { readonly today: TodayView }) {
  const { language } = useLanguage();
  const say = useText(todayWords);
  const needs: readonly { readonly key: 'out-of-stock' | 'labels-in-trouble' | 'labels-waiting' | 'devices-in-trouble' | 'orders-proposed'; readonly count: number; readonly tone: FigureTone; readonly href: string }[] = [
    { key: 'devices-in-trouble', count: today.devicesInTrouble, tone: 'danger', href: hashOf('devices') },
    { key: 'labels-in-trouble', count: today.labelsInTrouble, tone: 'danger', href: hashOf('labels', { show: 'trouble' }) },
    { key: 'out-of-stock', count: today.outOfStock, tone: 'warning', href: hashOf('stock', { show: 'out' }) },
    { key: 'labels-waiting', count: today.labelsWaiting, tone: 'plain', href: hashOf('labels', { show: 'waiting' }) },
    { key: 'orders-proposed', count: today.ordersProposed, tone: 'plain', href: hashOf('orders') },
  ];
  return (
    <section aria-label={say('needs-a-person')}>
      <h2 className="section-title">{say('needs-a-person')}{needs.every(({ count }) => count === 0) && <small>{say('nothing-needed')}</small>}</h2>
      <div className="today-needs">
        {needs.map(({ key, count, tone, href }) => <Figure key={key} size="small" name={say(key)} value={formatNumber(count, language)} tone={count === 0 ? 'plain' : tone} href={href} />)}
      </div>
    </section>
  );
}
