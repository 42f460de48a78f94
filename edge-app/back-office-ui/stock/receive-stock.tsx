import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import type { OrdersView, ShopProduct } from 'retail-model/api/store-views.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { useStore, useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useActingStaff } from '../shell/acting-staff.tsx';
import { ProductPicker } from './product-picker.tsx';
import { stockWords } from './stock-words.ts';
import { UnitsInput } from './units-input.tsx';

interface Received { readonly key: number; readonly product: ShopProduct | null; readonly units: number | null }
type Order = OrdersView['approved'][number];

/** Goods that came in, with or without an order. What was typed stays when the store refuses. */
export function ReceiveStock({ first, onClose }: { readonly first: ShopProduct | null; readonly onClose: () => void }) {
  const { me } = useStore();
  const { snapshot: orders } = useStoreView('orders', {});
  const say = useText(stockWords);
  const words = useWords();
  const toast = useToasts();
  const { send, isSending } = useStoreCommands();
  const { ensureStaff } = useActingStaff();
  const [supplierId, setSupplierId] = useState<string | null>(null);
  const [orderId, setOrderId] = useState<string | null>(null);
  const [lines, setLines] = useState<readonly Received[]>([{ key: 1, product: first, units: null }]);
  const open: readonly Order[] = orders?.approved.filter((order) => !order.received && (supplierId === null || order.supplierId === supplierId)) ?? [];
  const whole = lines.flatMap(({ product, units }) => (product && units ? [{ productId: product.productId, units }] : []));
  const change = (key: number, to: Partial<Received>): void => { setLines(lines.map((line) => (line.key === key ? { ...line, ...to } : line))); };
  const write = async (): Promise<void> => {
    if (whole.length === 0) return;
    const staffId = await ensureStaff();
    if (staffId === null) return;
    const answer = await send('receiveStock', { supplierId, orderId, lines: whole, staffId });
    if (!answer.ok) return;
    toast({ tone: 'good', words: stockWords.sent });
    onClose();
  };
  return (
    <Modal open title={say('receive-title')} onCancel={onClose} okText={say('save')} okButtonProps={{ disabled: whole.length === 0, loading: isSending('receiveStock') }} onOk={() => void write()} width={640}>
      <div className="form-rows">
        <label><span>{say('supplier')}</span><Select<string> value={supplierId ?? ''} aria-label={say('supplier')} onChange={(value) => { setSupplierId(value === '' ? null : value); setOrderId(null); }} options={[{ value: '', label: say('no-supplier') }, ...me.suppliers.map(({ id, names }) => ({ value: id, label: words(names) }))]} /></label>
        <label>
          <span>{say('against-order')}</span>
          <Select<string>
            value={orderId ?? ''} aria-label={say('against-order')}
            onChange={(value) => { setOrderId(value === '' ? null : value); const order = open.find((one) => one.orderId === value); if (order) setSupplierId(order.supplierId); }}
            options={[{ value: '', label: say('no-order') }, ...open.map((order) => ({ value: order.orderId, label: `${words(order.names)} · ${order.expectedOn} · ${order.orderId}` }))]}
          />
        </label>
        <div className="form-row">
          <span>{say('lines')}</span>
          {lines.map((line) => (
            <div key={line.key} className="received-line">
              <ProductPicker product={line.product} onPick={(product) => { change(line.key, { product }); }} />
              <UnitsInput soldBy={line.product?.soldBy ?? 'each'} units={line.units} onChange={(units) => { change(line.key, { units }); }} label={say('change')} least={0} />
              <Button type="text" aria-label={say('remove-line')} disabled={lines.length === 1} onClick={() => { setLines(lines.filter(({ key }) => key !== line.key)); }}><Icon name="bin" size={18} /></Button>
            </div>
          ))}
          <Button disabled={lines.length >= 2000} onClick={() => { setLines([...lines, { key: Math.max(...lines.map(({ key }) => key)) + 1, product: null, units: null }]); }}>{say('add-line')}</Button>
        </div>
      </div>
    </Modal>
  );
}
