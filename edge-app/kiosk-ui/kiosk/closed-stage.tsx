import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useLane } from '../lane/use-lane.tsx';
import { kioskText } from './kiosk-text.ts';

/** The lane is paused by a person, or cannot keep sales. A basket that was begun is kept, and says so. */
export function ClosedStage() {
  const { view } = useLane();
  const say = useText(kioskText);
  const words = useWords();
  const paused = view.state === 'paused';
  return (
    <main className="closed">
      <span className="closed-mark" aria-hidden><Icon name={paused ? 'pause' : 'warning'} size="100%" /></span>
      <h1>{paused ? say('paused-title') : say('cannot-sell-title')}</h1>
      {view.cannotSell && <p className="closed-why">{words(view.cannotSell)}</p>}
      <p>{paused ? (view.basket ? say('paused-basket') : say('paused-words')) : say('cannot-sell-words')}</p>
    </main>
  );
}
