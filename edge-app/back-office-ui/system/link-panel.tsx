import { formatAge, formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { Figure } from 'edge-app/ui-kit/office/figure.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStore, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { linkStateWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { linkExplainWords, systemWords } from './system-words.ts';

/** What head office does not know yet, and since when. `nowMs`: the store's clock, from any view that carries it. */
export function LinkPanel({ nowMs }: { readonly nowMs: number | null }) {
  const { snapshot: link } = useStoreView('link', {});
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(systemWords);
  const words = useWords();
  return (
    <section className="panel">
      <h2>{say('link')}</h2>
      {link && (
        <div className="stack">
          <div>
            <StateMark tone={link.state === 'in-step' ? 'good' : link.state === 'waiting' ? 'quiet' : 'warning'}>{words(linkStateWords[link.state])}</StateMark>
            <small className="cell-note">{say('since')} {formatDateTime(link.since, language, me.store.timeZone)}</small>
          </div>
          <Figure size="small" name={say('waiting-head')} value={formatNumber(link.waiting, language)} note={link.oldestWaitingMs === null ? null : `${say('oldest')} ${formatDateTime(link.oldestWaitingMs, language, me.store.timeZone)}${nowMs === null ? '' : ` · ${formatAge(nowMs - link.oldestWaitingMs, language)}`}`} />
          <p className="quiet-words">{words(linkExplainWords[link.state])}</p>
          {link.headOffice !== null && <p className="quiet-words">{say('head-office')}: {link.headOffice}</p>}
        </div>
      )}
    </section>
  );
}
