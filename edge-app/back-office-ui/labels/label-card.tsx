import { Button } from 'antd';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatAge } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { signalBars, type Label } from './label-filter.ts';
import { labelExplainWords, labelsWords, labelStateShortWords } from './labels-words.ts';

const tones = { shown: 'good', sending: 'quiet', waiting: 'quiet', failed: 'danger', silent: 'danger', unbound: 'warning' } as const;

export interface LabelVerbs { readonly bind: () => void; readonly retry: () => void; readonly confirmShelf: () => void }

/** One shelf label with the picture it is to show, in the label's own pixels. */
export function LabelCard({ label, nowMs, verbs }: { readonly label: Label; readonly nowMs: number; readonly verbs: LabelVerbs }) {
  const { language } = useLanguage();
  const say = useText(labelsWords);
  const words = useWords();
  const name = label.product ? words(label.product.names) : say('label');
  const late = label.wantedMinor !== null && label.wantedMinor !== label.shownMinor;
  return (
    <article className={`label-card label-card-${label.state}`}>
      <div className="label-frame">
        {label.pictureUrl === null ? <span>{say('no-picture')}</span> : <img src={label.pictureUrl} width={label.widthPx} height={label.heightPx} alt={say('picture-of', { name })} loading="lazy" />}
      </div>
      <div className="label-row"><h3>{name}</h3><StateMark tone={tones[label.state]}>{words(labelStateShortWords[label.state])}</StateMark></div>
      {label.state !== 'shown' && <p className="quiet-words">{words(labelExplainWords[label.state])}{label.attempts > 1 && ` ${say('attempts', { count: label.attempts })}`}</p>}
      <dl className="label-meta">
        <dt>{say('shows')}</dt><dd>{label.shownMinor === null ? say('nothing') : formatMoney(label.shownMinor)}{late && label.wantedMinor !== null && <> → <strong>{formatMoney(label.wantedMinor)}</strong></>}</dd>
        <dt>{say('battery')}</dt><dd>{label.batteryMillivolt === null ? '–' : `${(label.batteryMillivolt / 1000).toFixed(2)} V`}{label.batteryLow && <> <StateMark tone="danger">{say('battery-low')}</StateMark></>}</dd>
        <dt>{say('signal')}</dt><dd>{label.rssiDbm === null ? '–' : <><Signal bars={signalBars(label.rssiDbm)} /> {label.rssiDbm} dBm</>}</dd>
        <dt>{say('last-seen')}</dt><dd>{label.lastSeenMs === null ? say('never') : formatAge(nowMs - label.lastSeenMs, language)}</dd>
        <dt>{say('label')}</dt><dd>{label.labelId}</dd>
      </dl>
      <div className="label-verbs not-printed">
        <Button size="small" type={label.state === 'unbound' ? 'primary' : 'default'} onClick={verbs.bind}>{say(label.product ? 'rebind' : 'bind')}</Button>
        {label.product && label.state !== 'shown' && <Button size="small" onClick={verbs.retry}>{say('retry')}</Button>}
        {label.product && late && <Button size="small" onClick={verbs.confirmShelf}>{say('confirm-shelf')}</Button>}
      </div>
    </article>
  );
}

const Signal = ({ bars }: { readonly bars: number }) => <span className="signal" aria-hidden>{[1, 2, 3, 4].map((bar) => <i key={bar} className={bar <= bars ? `bar-${bar} on` : `bar-${bar}`} />)}</span>;
