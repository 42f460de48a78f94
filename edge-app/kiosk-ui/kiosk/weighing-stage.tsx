import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatUnitPrice } from 'edge-app/ui-kit/format/weight.ts';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { laneText } from '../lane/lane-text.ts';
import { ScaleDisplay } from '../lane/scale-display.tsx';
import { isWeightReady } from '../lane/scale-words.ts';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import { StageNotices } from '../lane/stage-notices.tsx';

/** Weighing one product: the live scale, and what to do until the number rests. */
export function WeighingStage({ weighing }: { readonly weighing: NonNullable<LaneView['weighing']> }) {
  const { view, send, isSending } = useLane();
  const say = useText(laneText);
  const words = useWords();
  return (
    <Frame
      tall
      tools={<Button icon="back" waiting={isSending('leaveWeighing')} onClick={() => { void send('leaveWeighing', {}); }}>{say('leave-weighing')}</Button>}
      primary={(
        <Button look="primary" className="primary" icon="plus" disabled={!isWeightReady(view.scale)} waiting={isSending('takeWeight')} onClick={() => { void send('takeWeight', {}); }}>
          {say('take-weight')}
        </Button>
      )}
      stage={(
        <>
          <h1 className="stage-title"><Icon name="scale" /> {say('weigh-title')}</h1>
          <div className="weighing-product">
            <ProductPicture picture={weighing.product.picture} size="6rem" />
            <div>
              <p className="weighing-name">{words(weighing.product.names)}</p>
              <p className="weighing-price">{formatUnitPrice(weighing.unitPriceMinor, 'weight')}</p>
            </div>
          </div>
          <ScaleDisplay scale={view.scale} />
          <StageNotices />
        </>
      )}
    />
  );
}
