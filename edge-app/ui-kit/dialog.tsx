import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './dialog.css';

/** A question that must be answered before anything else, on the browser's own `<dialog>`: focus stays inside, Escape closes, what lies behind is inert. */
export function Dialog({ title, onClose, children, actions, size = 'small' }: {
  readonly title: string; readonly onClose: () => void; readonly children: ReactNode; readonly actions?: ReactNode; readonly size?: 'small' | 'wide';
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const say = useText(kitText);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => { shown?.close(); };
  }, []);
  return (
    <dialog
      ref={dialog} className={`dialog dialog-${size}`} aria-labelledby={titleId}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === dialog.current) onClose(); }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <Button look="quiet" icon="close" aria-label={say('close')} onClick={onClose} />
        </header>
        {children}
        {actions && <div className="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
