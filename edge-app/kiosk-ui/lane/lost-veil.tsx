import { useEffect, useRef } from 'react';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';

/** Over everything while the store does not answer: what is shown may be old, so nothing may be touched. It cannot be closed by hand. */
export function LostVeil() {
  const say = useText(kitText);
  const veil = useRef<HTMLDialogElement>(null);
  useEffect(() => { veil.current?.showModal(); }, []);
  return (
    <dialog ref={veil} className="lost-veil" aria-labelledby="lost-title" onCancel={(event) => { event.preventDefault(); }}>
      <div className="lost-body" tabIndex={-1} role="alert">
        <span className="lost-turning" aria-hidden />
        <h2 id="lost-title">{say('lost')}</h2>
        <p>{say('lost-what-next')}</p>
      </div>
    </dialog>
  );
}
