import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { useProductSearch } from '../lane/use-product-search.ts';
import { Frame } from './frame.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { StageNotices } from '../lane/stage-notices.tsx';
import { PayAction, SellingTools } from './tools.tsx';

/** What a shop's carrier bags are filed under. */
const BAGS_CATEGORY = 'bags';

export function BagsStage({ onPage }: { readonly onPage: (page: KioskPage) => void }) {
  const { view, send, isSending } = useLane();
  const { products, busy } = useProductSearch('', BAGS_CATEGORY);
  const say = useText(laneText);
  const words = useWords();
  const inBasket = (productId: string): number => (view.basket?.lines ?? []).reduce((sum, line) => (line.productId === productId ? sum + line.units : sum), 0);
  return (
    <Frame
      tools={<SellingTools page="bags" onPage={onPage} />} primary={<PayAction />}
      stage={(
        <>
          <h1 className="stage-title"><Icon name="bag" /> {say('bags-title')}</h1>
          <StageNotices />
          {products.length === 0 && <p className="product-grid-empty" role="status">{busy ? say('look-up-busy') : say('bags-none')}</p>}
          <ul className="bags">
            {products.map((product) => (
              <li key={product.productId} className="bag-choice">
                <ProductPicture picture={product.picture} size="4.5rem" />
                <span className="bag-words">
                  <span className="bag-name">{words(product.names)}</span>
                  <span>{product.priceMinor === null ? say('no-price-yet') : formatMoney(product.priceMinor)}</span>
                  {inBasket(product.productId) > 0 && <span className="bag-count">{say('added-count', { count: inBasket(product.productId) })}</span>}
                </span>
                <Button icon="plus" disabled={product.priceMinor === null} waiting={isSending('addProduct')} onClick={() => { void send('addProduct', { productId: product.productId, units: 1 }); }}>{say('add')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    />
  );
}
