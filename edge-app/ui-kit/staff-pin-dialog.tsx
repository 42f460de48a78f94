import { useState } from 'react';
import type { StaffRole } from 'retail-model/catalog/documents.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { NumberPad, PinDots } from './number-pad.tsx';
import { useStore } from './store-screen.tsx';
import { staffText } from './text/staff-text.ts';
import { useText, useWords } from './text/language-context.tsx';
import './staff-pin-dialog.css';

const SHORTEST_PIN = 4;
const LONGEST_PIN = 8;

/**
 * Who does it, with their PIN. The person is remembered on this device, the PIN is asked every time. `onPin` answers whether the store took it:
 * a wrong PIN leaves the dialog open and empty.
 */
export function StaffPinDialog({ title, roles, staffId, onStaff, onPin, onClose, confirm }: {
  readonly title: string; readonly roles: readonly StaffRole[]; readonly staffId: string | null; readonly onStaff: (staffId: string) => void;
  readonly onPin: (staffId: string, pin: string) => Promise<boolean>; readonly onClose: () => void; readonly confirm: string;
}) {
  const { me } = useStore();
  const say = useText(staffText);
  const words = useWords();
  const [pin, setPin] = useState('');
  const [waiting, setWaiting] = useState(false);
  const may = me.staff.filter((one) => one.roles.some((role) => roles.includes(role)));
  const chosen = may.find((one) => one.staffId === staffId) ?? null;
  const enter = async (): Promise<void> => {
    if (!chosen || pin.length < SHORTEST_PIN || waiting) return;
    setWaiting(true);
    const taken = await onPin(chosen.staffId, pin);
    setWaiting(false);
    setPin('');
    if (taken) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div
        className="staff-pin" onKeyDown={(event) => {
          if (/^\d$/.test(event.key)) setPin((now) => (now.length < LONGEST_PIN ? now + event.key : now));
          else if (event.key === 'Backspace') setPin((now) => now.slice(0, -1));
          else if (event.key === 'Enter' && pin.length >= SHORTEST_PIN) { event.preventDefault(); void enter(); }
        }}
      >
        <div className="staff-choices" role="radiogroup" aria-label={say('who')}>
          {may.map((one) => (
            <button key={one.staffId} type="button" role="radio" aria-checked={one.staffId === staffId} className="staff-choice" autoFocus={one.staffId === staffId} onClick={() => { onStaff(one.staffId); }}>{words(one.names)}</button>
          ))}
          {may.length === 0 && <p>{say('nobody')}</p>}
        </div>
        <p className="staff-pin-ask">{chosen ? say('pin-of', { name: words(chosen.names) }) : say('choose-first')}</p>
        <PinDots digits={pin} />
        <NumberPad digits={pin} mostDigits={LONGEST_PIN} onDigits={setPin} />
        <Button look="primary" className="staff-pin-enter" disabled={!chosen || pin.length < SHORTEST_PIN} waiting={waiting} onClick={() => { void enter(); }}>{confirm}</Button>
      </div>
    </Dialog>
  );
}
