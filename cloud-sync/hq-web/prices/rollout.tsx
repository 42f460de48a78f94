import type { PlannedPrice, PricesSnapshot, RolloutState } from 'retail-model/api/hq-snapshots.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useHq } from '../shell/hq-screen.tsx';
import { pricesWords, rolloutWords } from './prices-words.ts';

const order: readonly RolloutState[] = ['published', 'replicated', 'waiting-for-label', 'active', 'charged', 'superseded'];
const tones = { 'published': 'quiet', 'replicated': 'quiet', 'waiting-for-label': 'warning', 'active': 'good', 'charged': 'good', 'superseded': 'quiet' } as const;

/** How far one price has come: a bar of states, and store by store down to the label. */
export function Rollout({ price, stores }: { readonly price: PlannedPrice; readonly stores: PricesSnapshot['stores'] }) {
  const { language } = useLanguage();
  const { timeZone } = useHq();
  const say = useText(pricesWords);
  const words = useWords();
  const counts = order.map((state) => ({ state, count: price.rollout.filter((one) => one.state === state).length })).filter(({ count }) => count > 0);
  return (
    <div className="rollout">
      <div className="rollout-bar" aria-hidden>{counts.map(({ state, count }) => <i key={state} className={`rollout-${state}`} style={{ flexGrow: count }} />)}</div>
      <div className="rollout-counts">{counts.map(({ state, count }) => <StateMark key={state} tone={tones[state]}>{count} {words(rolloutWords[state])}</StateMark>)}</div>
      <details>
        <summary>{say('store-by-store')}</summary>
        <table className="plain-table">
          <tbody>
            {price.rollout.map(({ storeId, state, sinceMs }) => {
              const store = stores.find((one) => one.storeId === storeId);
              return (
                <tr key={storeId}>
                  <td>{store ? words(store.names) : storeId}</td>
                  <td><StateMark tone={tones[state]}>{words(rolloutWords[state])}</StateMark></td>
                  <td className="quiet-words">{sinceMs === null ? '' : say('since', { time: formatDateTime(sinceMs, language, timeZone) })}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </div>
  );
}
