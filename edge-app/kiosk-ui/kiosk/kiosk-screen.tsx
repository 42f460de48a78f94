import { useEffect, useState } from 'react';
import { plainComfort, useComfort } from 'edge-app/ui-kit/comfort.tsx';
import type { Connection } from 'edge-app/ui-kit/screen-client.ts';
import { useWedge } from 'edge-app/ui-kit/wedge/use-wedge.ts';
import { enteredCode } from '../lane/entered-code.ts';
import { useLaneSounds } from '../lane/use-lane-sounds.ts';
import { useLane } from '../lane/use-lane.tsx';
import { useQuietTime } from '../lane/use-quiet-time.ts';
import { AttractStage } from './attract-stage.tsx';
import { BagsStage } from './bags-stage.tsx';
import { ClosedStage } from './closed-stage.tsx';
import { FinishedStage } from './finished-stage.tsx';
import { IdleQuestion } from './idle-question.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { LookUpStage } from './look-up-stage.tsx';
import { MemberStage } from './member-stage.tsx';
import { PayingStage } from './paying-stage.tsx';
import { ScanningStage } from './scanning-stage.tsx';
import { TopBar } from './top-bar.tsx';
import { WeighingStage } from './weighing-stage.tsx';
import './kiosk.css';

const BACK_TO_START_MS = 45_000;

/** One question at a time. Every stage lays out the same frame, so the primary action never moves. */
export function KioskScreen({ connection }: { readonly connection: Connection }) {
  const { view, send } = useLane();
  const { setComfort } = useComfort();
  const [page, setPage] = useState<KioskPage>('scan');
  const [awake, setAwake] = useState(false);
  const [quiet] = useQuietTime(BACK_TO_START_MS, view.state);
  useLaneSounds(view);
  useWedge((code) => {
    const entered = enteredCode(view.state, code);
    if (entered.command === 'payByCode') void send('payByCode', { payCode: entered.payCode });
    else void send('enterCode', { text: entered.text });
  });
  const lines = view.basket?.lines.length ?? 0;
  // A scan answers whatever was open: the shopper sees the line.
  useEffect(() => { if (page !== 'bags') setPage('scan'); }, [lines, view.state, view.weighing?.product.productId]);
  // Choices of sight and reach last one visit; the next shopper begins plain.
  useEffect(() => { if (view.state === 'idle' && quiet) { setAwake(false); setPage('scan'); setComfort(plainComfort); } }, [view.state, quiet, setComfort]);
  useEffect(() => { if (view.state === 'finished') setAwake(false); }, [view.state]);
  return (
    <div className={`kiosk kiosk-${view.state}`}>
      <TopBar connection={connection} />
      {stageOf()}
      <IdleQuestion />
    </div>
  );

  function stageOf() {
    switch (view.state) {
      case 'idle': return awake ? sellingStage() : <AttractStage onBegin={() => { setAwake(true); }} />;
      case 'selling': return view.weighing ? <WeighingStage weighing={view.weighing} /> : sellingStage();
      case 'tendering':
      case 'committing': return <PayingStage />;
      case 'finished': return <FinishedStage />;
      case 'paused':
      case 'cannot-sell': return <ClosedStage />;
    }
  }

  function sellingStage() {
    switch (page) {
      case 'scan': return <ScanningStage onPage={setPage} />;
      case 'look-up': return <LookUpStage onPage={setPage} />;
      case 'bags': return <BagsStage onPage={setPage} />;
      case 'member': return <MemberStage onPage={setPage} />;
    }
  }
}
