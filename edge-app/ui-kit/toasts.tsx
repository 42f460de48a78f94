import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { inLanguage, type Words } from 'retail-model/text/words.ts';
import { Button } from './button.tsx';
import { NoticeBanner, type NoticeTone } from './notice-banner.tsx';
import { kitText } from './text/kit-text.ts';
import { useLanguage, useText } from './text/language-context.tsx';
import './toasts.css';

export interface Toast { readonly tone: NoticeTone; readonly words: Words }
const ToastContext = createContext<(toast: Toast) => void>(() => {});

const SHOWN_MS = 6_000;
const MOST_SHOWN = 3;

/** Short messages over the page, at most three; the same words again do not pile up. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly (Toast & { readonly key: number })[]>([]);
  const nextKey = useRef(1);
  const { language } = useLanguage();
  const say = useText(kitText);
  const drop = useCallback((key: number) => { setShown((now) => now.filter((one) => one.key !== key)); }, []);
  const show = useCallback((toast: Toast) => {
    const key = nextKey.current++;
    setShown((now) => [...now.filter((one) => one.words.en !== toast.words.en), { ...toast, key }].slice(-MOST_SHOWN));
    setTimeout(() => { drop(key); }, SHOWN_MS);
  }, [drop]);
  return (
    <ToastContext value={show}>
      {children}
      {/* A popover stands above an open <dialog>, so a refusal is seen while the dialog waits. */}
      {shown.length > 0 && (
        <div className="toasts" popover="manual" ref={raise} key={shown.at(-1)!.key}>
          {shown.map((toast) => (
            <NoticeBanner key={toast.key} tone={toast.tone} actions={<Button look="quiet" icon="close" aria-label={say('dismiss')} onClick={() => { drop(toast.key); }} />}>
              {inLanguage(toast.words, language)}
            </NoticeBanner>
          ))}
        </div>
      )}
    </ToastContext>
  );
}

const raise = (element: HTMLDivElement | null): void => { element?.showPopover(); };

export const useToasts = (): ((toast: Toast) => void) => useContext(ToastContext);
