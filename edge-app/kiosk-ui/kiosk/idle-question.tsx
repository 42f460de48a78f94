import { Button } from 'edge-app/ui-kit/button.tsx';
import { Dialog } from 'edge-app/ui-kit/dialog.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useCountdown } from '../lane/use-countdown.ts';
import { useLane } from '../lane/use-lane.tsx';
import { useQuietTime } from '../lane/use-quiet-time.ts';
import { kioskText } from './kiosk-text.ts';

const ASK_AFTER_MS = 90_000;
const ANSWER_WITHIN_S = 30;

/** Asks a quiet lane whether its shopper is still there. Without an answer the basket is suspended, never dropped; a payment in flight or an open help is waited for. */
export function IdleQuestion() {
  const { view, send } = useLane();
  const may = (view.state === 'selling' || (view.state === 'tendering' && !view.tender?.payment)) && view.helps.length === 0;
  // Goods on the scale or a new line are signs of life; the clock in the snapshot is not.
  const [quiet, wake] = useQuietTime(ASK_AFTER_MS, `${view.state} ${JSON.stringify(view.basket)} ${view.scale.grams} ${view.weighing?.product.productId}`);
  const asking = may && quiet;
  const lines = view.basket?.lines.length ?? 0;
  const leave = async (): Promise<void> => {
    if (view.state === 'tendering' && !(await send('leavePayment', {}))) return;
    if (view.weighing && !(await send('leaveWeighing', {}))) return;
    await send(lines > 0 ? 'suspendBasket' : 'cancelBasket', {});
  };
  const left = useCountdown(asking ? 'asking' : null, ANSWER_WITHIN_S, () => { void leave(); });
  const say = useText(kioskText);
  if (!asking) return null;
  return (
    <Dialog title={say('idle-title')} onClose={wake} actions={<Button look="primary" onClick={wake}>{say('still-here')}</Button>}>
      <p>{lines > 0 ? say('idle-words', { seconds: left }) : say('idle-words-empty', { seconds: left })}</p>
    </Dialog>
  );
}
