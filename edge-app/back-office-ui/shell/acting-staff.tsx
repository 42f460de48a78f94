import { Button, Input, Modal, Select } from 'antd';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import type { WhoAmI } from 'retail-model/api/store-views.ts';
import { useStore, useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { shellWords } from './shell-words.ts';

type StaffMember = WhoAmI['staff'][number];
interface Acting {
  readonly staff: StaffMember | null;
  /** Asks who is working when nobody has said so yet; null when the person leaves the question. */
  readonly ensureStaff: () => Promise<string | null>;
  readonly signOut: () => void;
}
const ActingContext = createContext<Acting | null>(null);

/** Who is working at this window. Kept in the window only: facts in the journal carry the name, closing the window forgets it. */
export function ActingStaffProvider({ children }: { readonly children: ReactNode }) {
  const [staff, setStaff] = useState<StaffMember | null>(null);
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((staffId: string | null) => void) | null>(null);
  const answer = useCallback((member: StaffMember | null) => {
    if (member) setStaff(member);
    setAsking(false);
    waiting.current?.(member?.staffId ?? null);
    waiting.current = null;
  }, []);
  const acting = useMemo<Acting>(() => ({
    staff,
    ensureStaff: () => {
      if (staff) return Promise.resolve(staff.staffId);
      setAsking(true);
      return new Promise((resolve) => {
        waiting.current?.(null);
        waiting.current = resolve;
      });
    },
    signOut: () => { setStaff(null); },
  }), [staff]);
  return (
    <ActingContext value={acting}>
      {children}
      {asking && <SignIn onDone={answer} />}
    </ActingContext>
  );
}

export function useActingStaff(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error('This component needs an ActingStaffProvider above it');
  return acting;
}

function SignIn({ onDone }: { readonly onDone: (member: StaffMember | null) => void }) {
  const { me } = useStore();
  const { ask } = useStoreCommands();
  const say = useText(shellWords);
  const words = useWords();
  const managers = me.staff.filter((member) => member.roles.includes('store-manager'));
  const [staffId, setStaffId] = useState<string | null>(managers[0]?.staffId ?? null);
  const [pin, setPin] = useState('');
  const [sending, setSending] = useState(false);
  const complete = staffId !== null && /^\d{4,8}$/.test(pin);
  const signIn = async (): Promise<void> => {
    if (!complete || sending) return;
    setSending(true);
    const answer = await ask('signIn', { staffId, pin, role: 'store-manager' });
    setSending(false);
    if (answer.ok) onDone(managers.find((member) => member.staffId === staffId) ?? null);
    else setPin('');
  };
  return (
    <Modal
      open title={say('sign-in-title')} onCancel={() => { onDone(null); }} width={420}
      footer={[
        <Button key="cancel" onClick={() => { onDone(null); }}>{say('cancel')}</Button>,
        <Button key="ok" type="primary" disabled={!complete} loading={sending} onClick={() => void signIn()}>{say('sign-in')}</Button>,
      ]}
    >
      <p className="quiet-words">{say('sign-in-why')}</p>
      {managers.length === 0 ? <p>{say('no-staff')}</p> : (
        <form className="form-rows" onSubmit={(event) => { event.preventDefault(); void signIn(); }}>
          <label><span>{say('person')}</span><Select value={staffId} onChange={setStaffId} aria-label={say('person')} options={managers.map((member) => ({ value: member.staffId, label: words(member.names) }))} /></label>
          <label><span>{say('pin')}</span><Input.Password autoFocus value={pin} inputMode="numeric" autoComplete="off" maxLength={8} onChange={({ target }) => { setPin(target.value.replaceAll(/\D/g, '')); }} /></label>
          {me.store.demo && <p className="quiet-words">{say('demo-pins')}</p>}
          <button type="submit" hidden />
        </form>
      )}
    </Modal>
  );
}
