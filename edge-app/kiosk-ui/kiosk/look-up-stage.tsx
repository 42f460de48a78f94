import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { ScreenKeyboard } from 'edge-app/ui-kit/screen-keyboard.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { ProductGrid } from '../lane/product-grid.tsx';
import { useLane } from '../lane/use-lane.tsx';
import { useProductSearch } from '../lane/use-product-search.ts';
import { Frame } from './frame.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { kioskText } from './kiosk-text.ts';
import { StageNotices } from '../lane/stage-notices.tsx';
import { PayAction, SellingTools } from './tools.tsx';

/** Goods without a barcode: pictures by category, or by letters, pinyin initials and PLU numbers. */
export function LookUpStage({ onPage }: { readonly onPage: (page: KioskPage) => void }) {
  const { me } = useStore();
  const { send } = useLane();
  const [text, setText] = useState('');
  const [category, setCategory] = useState<string | null>(null);
  const [keyboard, setKeyboard] = useState(false);
  const { products, busy } = useProductSearch(text, text === '' ? category : null);
  const say = useText(laneText);
  const sayKiosk = useText(kioskText);
  const words = useWords();
  return (
    <Frame
      tall tools={<SellingTools page="look-up" onPage={onPage} />} primary={<PayAction />}
      stage={(
        <>
          <h1 className="only-heard">{say('look-up-title')}</h1>
          <StageNotices />
          <div className="look-up-search">
            <Icon name="search" />
            <input
              className="look-up-text" value={text} maxLength={40} placeholder={say('look-up-hint')} aria-label={say('look-up-hint')} inputMode="none" autoComplete="off"
              onFocus={() => { setKeyboard(true); }} onChange={(event) => { setText(event.target.value); }}
            />
            <Button look={keyboard ? 'primary' : 'plain'} icon="keyboard" aria-pressed={keyboard} aria-label={sayKiosk('show-keyboard')} onClick={() => { setKeyboard(!keyboard); }} />
          </div>
          {text === '' && !keyboard && (
            <nav className="look-up-categories" aria-label={say('look-up-title')}>
              <Button aria-pressed={category === null} onClick={() => { setCategory(null); }}>{say('all-categories')}</Button>
              {me.categories.map((one) => <Button key={one.id} aria-pressed={category === one.id} onClick={() => { setCategory(one.id); }}>{words(one.names)}</Button>)}
            </nav>
          )}
          <ProductGrid
            products={products} empty={busy ? say('look-up-busy') : say('look-up-none')}
            onChoose={(product) => { onPage('scan'); void send('addProduct', { productId: product.productId, units: 1 }); }}
          />
          {keyboard && <ScreenKeyboard text={text} onText={setText} />}
        </>
      )}
    />
  );
}
