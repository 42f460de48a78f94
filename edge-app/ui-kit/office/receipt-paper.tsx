import type { HelpReason } from 'retail-model/lane/lane-session.ts';
import type { JournalEntryOf } from 'retail-model/journal/entry.ts';
import { formatMoney } from '../format/money.ts';
import { formatPercent } from '../format/number.ts';
import { formatDate, formatExactTime } from '../format/time.ts';
import { formatUnitPrice, formatUnits } from '../format/weight.ts';
import { useLanguage, useText, useWords } from '../text/language-context.tsx';
import { helpReasonWords } from '../text/lane-notice-words.ts';
import { officeWords } from './office-words.ts';

export type ReceiptEntry = JournalEntryOf<'sale-completed'> | JournalEntryOf<'return-completed'>;

/** A whole receipt from its journal entry: the lines with what earned their discounts, the tenders, the taxes, and the entry's place in the chain. */
export function ReceiptPaper({ entry, timeZone }: { readonly entry: ReceiptEntry; readonly timeZone: string }) {
  const { language } = useLanguage();
  const say = useText(officeWords);
  return (
    <article className="receipt-paper">
      <header>
        <h3>{say(entry.kind === 'sale-completed' ? 'sale' : 'return')} {entry.body.receiptNumber}</h3>
        <p>{formatDate(entry.occurredAtMs, language, timeZone)} {formatExactTime(entry.occurredAtMs, language, timeZone)} · {say('terminal')} {entry.terminalId}</p>
        {entry.kind === 'sale-completed' && <p>{say('cashier')}: {entry.body.staffId ?? say('self-service')}</p>}
        {entry.body.memberId !== null && <p>{say('member')} {entry.body.memberId} · {say('points')} {entry.kind === 'sale-completed' ? `+${entry.body.pointsEarned}` : `−${entry.body.pointsTaken}`}</p>}
      </header>
      {entry.kind === 'sale-completed' ? <SaleLines sale={entry} /> : <ReturnLines returned={entry} />}
      <details className="receipt-proof">
        <summary>{say('proof')}</summary>
        <dl>
          <dt>{say('journal-place')}</dt><dd>{entry.id}</dd>
          <dt>{say('hash')}</dt><dd className="hash">{entry.hash}</dd>
          <dt>{say('previous-hash')}</dt><dd className="hash">{entry.previousHash}</dd>
        </dl>
      </details>
    </article>
  );
}

function SaleLines({ sale }: { readonly sale: JournalEntryOf<'sale-completed'> }) {
  const { language } = useLanguage();
  const say = useText(officeWords);
  const words = useWords();
  const { lines, totals, tenders, approvals } = sale.body;
  return (
    <>
      <table>
        <tbody>
          {lines.map((line) => (
            <tr key={line.lineId}>
              <td>
                <strong>{words(line.names)}</strong>
                <small title={`${say('price-document')} ${line.priceId}`}>{line.weightText ?? formatUnits(line.units, line.soldBy, language)} × {formatUnitPrice(line.unitPriceMinor, line.soldBy)} · {say(`entered-${line.enteredBy}`)}</small>
                {line.discounts.map((discount) => <small key={discount.promotionId} className="discount">{words(discount.names)} {formatMoney(-discount.amountMinor)}</small>)}
                {approvals.filter((approval) => approval.lineId === line.lineId).map((approval) => <small key={approval.atMs}><ApprovedBy approval={approval} /></small>)}
              </td>
              <td className="money">{formatMoney(line.amountMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tbody className="receipt-totals">
          {totals.discountMinor !== 0 && <TotalRow name={say('gross')} amountMinor={totals.grossMinor} />}
          {totals.discountMinor !== 0 && <TotalRow name={say('discounts')} amountMinor={-totals.discountMinor} />}
          {totals.roundingMinor !== 0 && <TotalRow name={say('rounding')} amountMinor={totals.roundingMinor} />}
          <tr className="receipt-total"><th scope="row">{say('total')}</th><td className="money">{formatMoney(totals.totalMinor)}</td></tr>
          {totals.taxes.map((tax) => <TotalRow key={tax.rateBasisPoints} name={say('tax-at', { rate: formatPercent(tax.rateBasisPoints / 10_000, language) })} amountMinor={tax.taxMinor} />)}
          {tenders.map((tender, index) => (
            <tr key={tender.paymentId ?? index}>
              <th scope="row">{say(tender.kind)}{tender.kind === 'cash' && <small>{say('given', { given: formatMoney(tender.givenMinor), change: formatMoney(tender.changeMinor) })}</small>}{tender.paymentId !== null && <small>{tender.paymentId}</small>}</th>
              <td className="money">{formatMoney(tender.amountMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function ReturnLines({ returned }: { readonly returned: JournalEntryOf<'return-completed'> }) {
  const { language } = useLanguage();
  const say = useText(officeWords);
  const words = useWords();
  const { lines, totalMinor, refundedAs, originalSaleId, approvals } = returned.body;
  return (
    <>
      <p>{say('original-sale')} {originalSaleId}</p>
      <table>
        <tbody>
          {lines.map((line) => (
            <tr key={line.originalLineId}>
              <td><strong>{words(line.names)}</strong><small>{formatUnits(line.units, line.soldBy, language)}</small></td>
              <td className="money">{formatMoney(-line.refundMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tbody className="receipt-totals">
          <tr className="receipt-total"><th scope="row">{say('refunded')}</th><td className="money">{formatMoney(-totalMinor)}</td></tr>
          {refundedAs.map((tender, index) => <TotalRow key={tender.paymentId ?? index} name={say(tender.kind)} amountMinor={-tender.amountMinor} />)}
        </tbody>
      </table>
      {approvals.map((approval) => <p key={approval.atMs}><small><ApprovedBy approval={approval} /></small></p>)}
    </>
  );
}

const TotalRow = ({ name, amountMinor }: { readonly name: string; readonly amountMinor: number }) => (
  <tr><th scope="row">{name}</th><td className="money">{formatMoney(amountMinor)}</td></tr>
);

function ApprovedBy({ approval: { staffId, reason } }: { readonly approval: { readonly staffId: string; readonly reason: string } }) {
  const say = useText(officeWords);
  const words = useWords();
  return say('approved-by', { staff: staffId, reason: Object.hasOwn(helpReasonWords, reason) ? words(helpReasonWords[reason as HelpReason]) : reason });
}
