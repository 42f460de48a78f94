import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import { StaffPinDialog } from 'edge-app/ui-kit/staff-pin-dialog.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useRememberedStaff } from 'edge-app/ui-kit/use-remembered-staff.ts';
import { useLane } from '../lane/use-lane.tsx';
import { tillText } from './till-text.ts';

/** Nobody is at this till yet. */
export function SignInPage() {
  const { view, send } = useLane();
  const [asking, setAsking] = useState(false);
  const [staffId, remember] = useRememberedStaff('mendian.till-staff');
  const say = useText(tillText);
  const words = useWords();
  const title = say('sign-in-title', { lane: words(view.names) });
  return (
    <WholePage title={title} words={say('sign-in-words')}>
      <Button look="primary" icon="lock" autoFocus onClick={() => { setAsking(true); }}>{say('sign-in')}</Button>
      {asking && (
        <StaffPinDialog
          title={title} confirm={say('sign-in')} roles={['cashier', 'attendant']} staffId={staffId} onStaff={remember}
          onPin={(by, pin) => send('signInToLane', { staffId: by, pin })} onClose={() => { setAsking(false); }}
        />
      )}
    </WholePage>
  );
}
