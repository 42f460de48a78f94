import type { AttendantView } from 'retail-model/api/store-views.ts';
import { formatAge, formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { attendantText } from './attendant-text.ts';

/** What the exit gate saw leave without being paid for, newest first. */
export function GatePage({ view }: { readonly view: AttendantView }) {
  const { me } = useStore();
  const say = useText(attendantText);
  const words = useWords();
  const { language } = useLanguage();
  if (view.gateAlarms.length === 0) return <p className="page-empty"><Icon name="gate" size="2.5em" />{say('no-alarms')}</p>;
  return (
    <ul className="cards">
      {view.gateAlarms.map((alarm) => (
        <li key={`${alarm.gateId} ${alarm.atMs}`} className="card card-hot">
          <Icon name="warning" size="2em" />
          <span className="card-words">
            <strong>{say('gate-alarm')}</strong>
            {alarm.unpaid.map((item) => <span key={item.epc}>{words(item.names)} <span className="card-small">{item.epc}</span></span>)}
            <span className="card-small">{alarm.gateId} · {formatExactTime(alarm.atMs, language, me.store.timeZone)} · {formatAge(view.nowMs - alarm.atMs, language)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
