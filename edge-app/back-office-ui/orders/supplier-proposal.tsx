import { Button, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import type { OrdersView, ProposedLine } from 'retail-model/api/store-views.ts';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { formatUnits } from 'edge-app/ui-kit/format/weight.ts';
import { csvMoney } from 'edge-app/ui-kit/office/csv.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useActingStaff } from '../shell/acting-staff.tsx';
import { LineReasons } from './line-reasons.tsx';
import { approvedLines, mostPacks, orderedCostMinor, orderedUnits, proposedPacks, safeLines, type PackEdits } from './order-draft.ts';
import { doubtsOf } from './order-judgement.ts';
import { doubtWords, ordersWords } from './orders-words.ts';

type Supplier = OrdersView['suppliers'][number];

/** What one supplier should be sent: every line with its reason, editable in packs, approved as a whole, as the safe part, or as selected. */
export function SupplierProposal({ supplier }: { readonly supplier: Supplier }) {
  const { language } = useLanguage();
  const say = useText(ordersWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useStoreCommands();
  const { ensureStaff } = useActingStaff();
  const [edits, setEdits] = useState<PackEdits>({});
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<readonly ProposedLine[] | null>(null);
  const { lines } = supplier;
  const safe = safeLines(lines, edits);
  const chosen = lines.filter((line) => selected.includes(line.product.productId) && orderedUnits(line, edits) > 0);
  const costOf = (some: readonly ProposedLine[]): number => some.reduce((sum, line) => sum + orderedCostMinor(line, edits), 0);
  const total = costOf(lines);
  const approve = async (some: readonly ProposedLine[]): Promise<void> => {
    const staffId = await ensureStaff();
    if (staffId === null) return;
    const answer = await send('approveOrder', { supplierId: supplier.supplierId, lines: [...approvedLines(some, edits)], staffId });
    if (!answer.ok) return;
    setAsking(null);
    setSelected([]);
    toast({ tone: 'good', words: ordersWords.ordered });
  };
  return (
    <section className="panel order-lines">
      <header className="orders-supplier-head">
        <h2>{words(supplier.names)}</h2>
        <span className="quiet-words">{say('lines', { count: lines.length })} · {formatMoney(total)} · {say('arrives')} {supplier.arrivesOn}</span>
        {total < supplier.minimumOrderMinor && <StateMark tone="warning">{say('below', { amount: formatMoney(supplier.minimumOrderMinor - total) })}</StateMark>}
        <div className="page-verbs">
          <Button disabled={chosen.length === 0} onClick={() => { setAsking(chosen); }}>{say('approve-selected', { count: chosen.length })}</Button>
          <Button type="primary" disabled={safe.length === 0} onClick={() => { setAsking(safe); }}>{say('approve-safe', { count: safe.length })}</Button>
        </div>
      </header>
      <DataTable<ProposedLine>
        bare name={`order-${supplier.supplierId}`} caption={`${say('proposed')}: ${words(supplier.names)}`} rows={lines} rowKey={({ product }) => product.productId} empty={say('nothing-proposed')}
        selection={{ keys: selected, onChange: setSelected }} expand={(line) => <LineReasons line={line} />}
        columns={[
          { key: 'product', title: say('product'), sortBy: ({ product }) => words(product.names), csv: ({ product }) => words(product.names), cell: ({ product }) => <span className="product-cell"><ProductPicture picture={product.picture} size={24} />{words(product.names)}</span> },
          { key: 'on-hand', title: say('on-hand'), align: 'right', sortBy: (line) => line.onHandUnits, cell: (line) => formatUnits(line.onHandUnits, line.product.soldBy, language) },
          { key: 'on-order', title: say('on-order'), align: 'right', sortBy: (line) => line.onOrderUnits, cell: (line) => (line.onOrderUnits === 0 ? '–' : formatUnits(line.onOrderUnits, line.product.soldBy, language)) },
          { key: 'demand', title: say('demand'), align: 'right', sortBy: (line) => line.meanDemand, cell: (line) => <>{formatUnits(Math.round(line.meanDemand), line.product.soldBy, language)}<small className="cell-note">{say('demand-over', { days: line.protectionDays })}</small></> },
          { key: 'because', title: say('because'), cell: (line) => <span className="order-because">{words(line.because)}</span> },
          { key: 'judgement', title: say('judgement'), sortBy: (line) => doubtsOf(line, orderedUnits(line, edits)).length, cell: (line) => <Judgement line={line} units={orderedUnits(line, edits)} /> },
          {
            key: 'packs', title: say('packs'), align: 'right',
            cell: (line) => (
              <span className="order-packs">
                <InputNumber<number>
                  size="small" aria-label={`${say('packs')}: ${words(line.product.names)}`} min={0} max={mostPacks} precision={0} value={edits[line.product.productId] ?? proposedPacks(line)}
                  onChange={(packs) => { setEdits({ ...edits, [line.product.productId]: packs ?? 0 }); }}
                />
                <small className="cell-note">{say('pack-of', { units: formatUnits(line.packUnits, line.product.soldBy, language) })}</small>
              </span>
            ),
          },
          { key: 'units', title: say('units'), align: 'right', csv: (line) => orderedUnits(line, edits), cell: (line) => (orderedUnits(line, edits) === 0 ? say('zero-packs') : formatUnits(orderedUnits(line, edits), line.product.soldBy, language)) },
          { key: 'cost', title: say('cost'), align: 'right', sortBy: (line) => orderedCostMinor(line, edits), csv: (line) => csvMoney(orderedCostMinor(line, edits)), cell: (line) => formatMoney(orderedCostMinor(line, edits)) },
        ]}
      />
      {asking && (
        <Modal open title={say('approve-title', { supplier: words(supplier.names) })} onCancel={() => { setAsking(null); }} okText={say('approve')} okButtonProps={{ loading: isSending('approveOrder') }} onOk={() => void approve(asking)} width={480}>
          <p>{say('approve-text', { lines: asking.length, amount: formatMoney(costOf(asking)), arrives: supplier.arrivesOn })}</p>
          {costOf(asking) < supplier.minimumOrderMinor && <p><StateMark tone="warning">{say('below', { amount: formatMoney(supplier.minimumOrderMinor - costOf(asking)) })}</StateMark></p>}
        </Modal>
      )}
    </section>
  );
}

function Judgement({ line, units }: { readonly line: ProposedLine; readonly units: number }) {
  const say = useText(ordersWords);
  const words = useWords();
  const doubts = doubtsOf(line, units);
  if (doubts.length === 0) return <StateMark tone="good">{say('safe')}</StateMark>;
  return <span className="order-doubts"><StateMark tone="warning">{say('look')}</StateMark>{doubts.map((doubt) => <small key={doubt} className="cell-note">{words(doubtWords[doubt])}</small>)}</span>;
}
