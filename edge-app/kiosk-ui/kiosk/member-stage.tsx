import { useEffect, useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { NumberPad } from 'edge-app/ui-kit/number-pad.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from '../lane/lane-text.ts';
import { useLane } from '../lane/use-lane.tsx';
import { Frame } from './frame.tsx';
import type { KioskPage } from './kiosk-page.ts';
import { StageNotices } from '../lane/stage-notices.tsx';
import { SellingTools } from './tools.tsx';

const MEMBER_DIGITS = 9;

/** The member code, scanned or typed. */
export function MemberStage({ onPage }: { readonly onPage: (page: KioskPage) => void }) {
  const { view, send, isSending } = useLane();
  const [digits, setDigits] = useState('');
  const say = useText(laneText);
  useEffect(() => { if (view.basket?.member) onPage('scan'); }, [view.basket?.member, onPage]);
  return (
    <Frame
      tall
      tools={<SellingTools page="member" onPage={onPage} />}
      primary={(
        <Button look="primary" className="primary" icon="member" disabled={digits.length !== MEMBER_DIGITS} waiting={isSending('enterCode')} onClick={() => { void send('enterCode', { text: `M${digits}` }); }}>
          {say('member-enter')}
        </Button>
      )}
      stage={(
        <>
          <h1 className="stage-title"><Icon name="member" /> {say('member-title')}</h1>
          <StageNotices />
          <output className="typed-code">M{digits.padEnd(MEMBER_DIGITS, '·')}</output>
          <div className="stage-pad"><NumberPad digits={digits} mostDigits={MEMBER_DIGITS} onDigits={setDigits} /></div>
        </>
      )}
    />
  );
}
