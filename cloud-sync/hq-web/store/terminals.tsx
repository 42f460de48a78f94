import type { TerminalHead } from 'retail-model/api/hq-snapshots.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useLanguage, useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { storeWords } from './store-words.ts';

/** Per terminal: how far the unbroken chain of entries has arrived. */
export function Terminals({ terminals }: { readonly terminals: readonly TerminalHead[] }) {
  const { language } = useLanguage();
  const say = useText(storeWords);
  return (
    <table className="plain-table">
      <thead><tr><th>{say('terminal')}</th><th className="money">{say('arrived')}</th><th className="money">{say('reported')}</th><th>{say('state')}</th></tr></thead>
      <tbody>
        {terminals.map((head) => (
          <tr key={head.terminalId}>
            <td>{head.terminalId}</td>
            <td className="money">{formatNumber(head.arrivedSequence, language)}</td>
            <td className="money">{head.reportedSequence === null ? '–' : formatNumber(head.reportedSequence, language)}</td>
            <td><TerminalState head={head} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TerminalState({ head }: { readonly head: TerminalHead }) {
  const { language } = useLanguage();
  const say = useText(storeWords);
  if (head.gapSinceMs !== null) return <StateMark tone="danger">{say('gap', { count: formatNumber(head.parked, language) })}</StateMark>;
  const missing = head.reportedSequence === null ? 0 : head.reportedSequence - head.arrivedSequence;
  return missing > 0 ? <StateMark tone="warning">{say('on-the-way', { count: formatNumber(missing, language) })}</StateMark> : <StateMark tone="good">{say('whole')}</StateMark>;
}
