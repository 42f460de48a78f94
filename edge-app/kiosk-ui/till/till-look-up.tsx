import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { ProductGrid } from '../lane/product-grid.tsx';
import { useLane } from '../lane/use-lane.tsx';
import { useProductSearch } from '../lane/use-product-search.ts';
import { tillText } from './till-text.ts';

/** Look-up at the till: type and touch; Enter takes the first. */
export function TillLookUp({ onClose }: { readonly onClose: () => void }) {
  const { send } = useLane();
  const [text, setText] = useState('');
  const { products, busy } = useProductSearch(text, null);
  const say = useText(laneText);
  const sayTill = useText(tillText);
  const take = (productId: string): void => { onClose(); void send('addProduct', { productId, units: 1 }); };
  return (
    <>
      <form className="till-code" onSubmit={(event) => { event.preventDefault(); const first = products.find((one) => one.priceMinor !== null); if (first && !busy) take(first.productId); }}>
        <input aria-label={say('look-up-hint')} placeholder={say('look-up-hint')} value={text} maxLength={40} autoFocus autoComplete="off" spellCheck={false} onChange={(event) => { setText(event.target.value); }} />
        <Button icon="close" onClick={onClose}>{sayTill('close-look-up')}</Button>
      </form>
      <ProductGrid products={products} empty={busy ? say('look-up-busy') : say('look-up-none')} onChoose={(product) => { take(product.productId); }} />
    </>
  );
}
