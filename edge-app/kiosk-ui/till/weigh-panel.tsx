import { Button } from 'edge-app/ui-kit/button.tsx';
import { formatUnitPrice } from 'edge-app/ui-kit/format/weight.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { laneText } from '../lane/lane-text.ts';
import { ScaleDisplay } from '../lane/scale-display.tsx';
import { isWeightReady } from '../lane/scale-words.ts';
import { useLane } from '../lane/use-lane.tsx';
import { KeyButton } from './key-button.tsx';
import { useShortcuts } from './use-shortcuts.ts';

export function WeighPanel({ weighing }: { readonly weighing: NonNullable<LaneView['weighing']> }) {
  const { view, send, isSending } = useLane();
  const say = useText(laneText);
  const words = useWords();
  const ready = isWeightReady(view.scale);
  const take = (): void => { if (ready && !isSending('takeWeight')) void send('takeWeight', {}); };
  const leave = (): void => { void send('leaveWeighing', {}); };
  useShortcuts({ Enter: take, Escape: leave });
  return (
    <>
      <div className="till-weighing"><ProductPicture picture={weighing.product.picture} size="4rem" /><div><h2>{words(weighing.product.names)}</h2><p>{formatUnitPrice(weighing.unitPriceMinor, 'weight')}</p></div></div>
      <ScaleDisplay scale={view.scale} />
      <KeyButton shortcut="Esc" icon="back" waiting={isSending('leaveWeighing')} onClick={leave}>{say('leave-weighing')}</KeyButton>
      <Button look="primary" className="till-primary" aria-keyshortcuts="Enter" disabled={!ready} waiting={isSending('takeWeight')} onClick={take}>{say('take-weight')} <kbd>Enter</kbd></Button>
    </>
  );
}
