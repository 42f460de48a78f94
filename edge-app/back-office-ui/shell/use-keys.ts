import { useEffect, useState } from 'react';
import { stepChord, type ChordState } from './key-chords.ts';
import { goTo } from './use-route.ts';

/** Listens for the office's keys outside of fields. Returns whether the list of keys is asked for. */
export function useKeys(nowMs: () => number): { readonly keysShown: boolean; readonly showKeys: (shown: boolean) => void } {
  const [keysShown, showKeys] = useState(false);
  useEffect(() => {
    let chord: ChordState = null;
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const step = stepChord(chord, event.key, nowMs());
      chord = step.state;
      if (step.intent === null) return;
      event.preventDefault();
      if (step.intent.kind === 'search') document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
      else if (step.intent.kind === 'show-keys') showKeys(true);
      else goTo(step.intent.page);
    };
    window.addEventListener('keydown', pressed);
    return () => { window.removeEventListener('keydown', pressed); };
  }, [nowMs]);
  return { keysShown, showKeys };
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox');
