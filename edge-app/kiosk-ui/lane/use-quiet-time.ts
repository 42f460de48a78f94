import { useEffect, useRef, useState } from 'react';

/** True once nobody has touched the screen and nothing has changed (`activity`) for `quietMs`. The returned function ends the quiet. */
export function useQuietTime(quietMs: number, activity: unknown): [quiet: boolean, wake: () => void] {
  const [quiet, setQuiet] = useState(false);
  const begin = useRef(() => {});
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    begin.current = () => {
      clearTimeout(timer);
      setQuiet(false);
      timer = setTimeout(() => { setQuiet(true); }, quietMs);
    };
    const touched = (): void => { begin.current(); };
    begin.current();
    window.addEventListener('pointerdown', touched);
    window.addEventListener('keydown', touched);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
    };
  }, [quietMs]);
  useEffect(() => { begin.current(); }, [activity]);
  return [quiet, () => { begin.current(); }];
}
