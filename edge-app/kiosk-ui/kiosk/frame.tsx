import type { ReactNode } from 'react';
import { BasketPanel } from './basket-panel.tsx';

/** The kiosk's one layout: the question (`stage`), the basket always in sight, and the foot with tools, total and the primary action at its fixed place. */
export function Frame({ stage, tools, primary, tall = false, basket = true }: {
  readonly stage: ReactNode; readonly tools: ReactNode; readonly primary: ReactNode;
  /** The question needs most of an upright screen (look-up, payment); the basket keeps its newest lines. */
  readonly tall?: boolean;
  readonly basket?: boolean;
}) {
  return (
    <main className={`frame ${tall ? 'frame-tall' : ''} ${basket ? '' : 'frame-alone'}`}>
      <section className="stage">{stage}</section>
      {basket && <BasketPanel />}
      <footer className="foot">
        <div className="tools">{tools}</div>
        <div className="primary-place">{primary}</div>
      </footer>
    </main>
  );
}
