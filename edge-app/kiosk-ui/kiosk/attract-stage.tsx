import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useLane } from '../lane/use-lane.tsx';
import { kioskText } from './kiosk-text.ts';
import { StageNotices } from '../lane/stage-notices.tsx';

const MOST_OFFERS = 6;

/** Nobody is here: the shop's name, today's offers, and one way to begin. A scan begins as well. */
export function AttractStage({ onBegin }: { readonly onBegin: () => void }) {
  const { view } = useLane();
  const { me } = useStore();
  const say = useText(kioskText);
  const words = useWords();
  return (
    <main className="attract">
      <section className="attract-welcome">
        <p className="attract-shop">{words(me.store.names)}</p>
        <h1>{say('welcome')}</h1>
        <ol className="attract-steps">
          <li><Icon name="scan" /><span>{say('how-scan')}</span></li>
          <li><Icon name="phone" /><span>{say('how-pay')}</span></li>
          <li><Icon name="receipt" /><span>{say('how-take')}</span></li>
        </ol>
        <StageNotices />
      </section>
      {view.offers.length > 0 && (
        <section className="offers" aria-labelledby="offers-title">
          <h2 id="offers-title">{say('todays-offers')}</h2>
          <ul>
            {view.offers.slice(0, MOST_OFFERS).map((offer) => (
              <li key={offer.promotionId}>
                {offer.picture ? <ProductPicture picture={offer.picture} size="4.5rem" /> : <span className="offer-mark" aria-hidden>%</span>}
                <span>{words(offer.names)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <button type="button" className="begin" onClick={onBegin}><Icon name="scan" size="2em" /><span>{say('begin')}</span></button>
    </main>
  );
}
