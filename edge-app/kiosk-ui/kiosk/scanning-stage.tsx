import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import type { PricedLine } from 'retail-model/basket/price-basket.ts';
import { useQuantityWords } from '../lane/basket-line.tsx';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { kioskText } from './kiosk-text.ts';
import { StageNotices } from '../lane/stage-notices.tsx';
import { PayAction, SellingTools } from './tools.tsx';

/** Scanning: what was just taken, large, and what to do next. */
export function ScanningStage({ onPage }: { readonly onPage: (page: KioskPage) => void }) {
  const { view } = useLane();
  const say = useText(kioskText);
  const newest = view.basket?.lines.at(-1);
  return (
    <Frame
      tools={<SellingTools page="scan" onPage={onPage} />} primary={<PayAction />}
      stage={(
        <>
          <StageNotices />
          {newest ? <JustAdded key={`${newest.lineId} ${newest.units}`} line={newest} /> : null}
          <div className={newest ? 'scan-hint' : 'scan-hint scan-hint-first'}>
            <Icon name="scan" size={newest ? '2em' : '5em'} />
            <h1 className="scan-hint-words">{newest ? say('scan-next') : say('scan-first')}</h1>
            <p className="scan-hint-more">{say('scan-hint')}</p>
          </div>
        </>
      )}
    />
  );
}

function JustAdded({ line }: { readonly line: PricedLine }) {
  const say = useText(kioskText);
  const words = useWords();
  const quantity = useQuantityWords(line);
  return (
    <div className="just-added">
      <ProductPicture picture={line.picture} size="100%" />
      <div>
        <p className="just-added-word"><Icon name="tick" /> {say('just-added')}</p>
        <p className="just-added-name">{words(line.names)}</p>
        <p className="just-added-quantity">{quantity}</p>
        <p className="just-added-amount">{formatMoney(line.amountMinor)}</p>
      </div>
    </div>
  );
}
