import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './comfort.css';

/** How a person likes to see and reach a screen. At a kiosk it lasts one visit. */
export interface Comfort { readonly contrast: boolean; readonly large: boolean; readonly low: boolean; readonly dark: boolean; readonly sound: boolean }
export const plainComfort: Comfort = { contrast: false, large: false, low: false, dark: false, sound: true };

const ComfortContext = createContext<{ readonly comfort: Comfort; readonly setComfort: (comfort: Comfort) => void }>({ comfort: plainComfort, setComfort: () => {} });

/** Puts the choices on the root element, where the stylesheets read them. */
export function ComfortProvider({ children }: { readonly children: ReactNode }) {
  const [comfort, setComfort] = useState(plainComfort);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['contrast'] = comfort.contrast ? 'high' : 'plain';
    dataset['size'] = comfort.large ? 'large' : 'plain';
    dataset['reach'] = comfort.low ? 'low' : 'plain';
    dataset['scheme'] = comfort.dark ? 'dark' : 'light';
  }, [comfort]);
  const value = useMemo(() => ({ comfort, setComfort }), [comfort]);
  return <ComfortContext value={value}>{children}</ComfortContext>;
}

export const useComfort = () => useContext(ComfortContext);

/** A round button that opens the choices as large switches. `lowReach` is offered where the screen stands tall. */
export function ComfortButton({ lowReach }: { readonly lowReach: boolean }) {
  const [open, setOpen] = useState(false);
  const { comfort, setComfort } = useComfort();
  const say = useText(kitText);
  const choices = [['contrast', say('high-contrast')], ['large', say('large-text')], ...(lowReach ? [['low', say('low-reach')] as const] : []), ['dark', say('dark')], ['sound', say('sound')]] as const;
  return (
    <>
      <Button look="quiet" icon="comfort" aria-label={say('settings')} onClick={() => { setOpen(true); }} />
      {open && (
        <Dialog title={say('settings')} onClose={() => { setOpen(false); }} actions={<Button look="primary" onClick={() => { setOpen(false); }}>{say('done')}</Button>}>
          <div className="comfort-choices">
            {choices.map(([key, name]) => (
              <button key={key} type="button" role="switch" aria-checked={comfort[key]} className="comfort-choice" onClick={() => { setComfort({ ...comfort, [key]: !comfort[key] }); }}>
                <span>{name}</span>
                <span className="comfort-track" aria-hidden><span className="comfort-knob" /></span>
              </button>
            ))}
          </div>
        </Dialog>
      )}
    </>
  );
}
