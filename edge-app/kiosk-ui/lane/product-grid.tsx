import { formatUnitPrice } from 'edge-app/ui-kit/format/weight.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { laneText } from './lane-text.ts';

/** Products as pictures to touch. */
export function ProductGrid({ products, empty, onChoose }: { readonly products: readonly ShopProduct[]; readonly empty: string; readonly onChoose: (product: ShopProduct) => void }) {
  const say = useText(laneText);
  const words = useWords();
  if (products.length === 0) return <p className="product-grid-empty" role="status">{empty}</p>;
  return (
    <ul className="product-grid" tabIndex={0} aria-label={say('look-up')}>
      {products.map((product) => (
        <li key={product.productId}>
          <button type="button" className="product-tile" disabled={product.priceMinor === null} onClick={() => { onChoose(product); }}>
            <ProductPicture picture={product.picture} size="100%" />
            <span className="product-tile-name">{words(product.names)}</span>
            <span className="product-tile-price">
              {product.priceMinor === null ? say('no-price-yet') : formatUnitPrice(product.priceMinor, product.soldBy)}
              {product.plu !== null && <span className="product-tile-plu">{product.plu}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
