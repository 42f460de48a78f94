import { useEffect, useRef } from 'react';
import { emptyWedge, stepWedge } from './step-wedge.ts';

/**
 * Listens on the whole window for a scanner that types. The first keys of a scan cannot be known as such and may have gone into a field:
 * the field is put back to what it held before the run began.
 */
export function useWedge(onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => { latest.current = onCode; }, [onCode]);
  useEffect(() => {
    let state = emptyWedge;
    let leaked: { readonly field: HTMLInputElement; readonly value: string } | null = null;
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || event.altKey || event.metaKey || event.repeat) return;
      const step = stepWedge(state, { key: event.key, ctrl: event.ctrlKey, atMs: event.timeStamp });
      if (step.state !== state && step.state.text.length === 1) leaked = event.target instanceof HTMLInputElement ? { field: event.target, value: event.target.value } : null;
      state = step.state;
      if (step.taken) {
        event.preventDefault();
        event.stopPropagation();
      }
      if (step.code === null) return;
      if (leaked) putBack(leaked.field, leaked.value);
      latest.current(step.code);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => { window.removeEventListener('keydown', listen, { capture: true }); };
  }, []);
}

/** Sets a field's value through its prototype, so that React hears of it. */
function putBack(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
