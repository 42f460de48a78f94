import { useEffect, useRef, useState } from 'react';

/** Seconds left of `lengthS`, and `onEnd` once at zero. A new `key` begins again; null stands still. */
export function useCountdown(key: string | null, lengthS: number, onEnd: () => void): number {
  const [left, setLeft] = useState(lengthS);
  const end = useRef(onEnd);
  useEffect(() => { end.current = onEnd; }, [onEnd]);
  useEffect(() => {
    setLeft(lengthS);
    if (key === null) return;
    const endsAt = performance.now() + lengthS * 1000;
    const tick = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) {
        clearInterval(tick);
        end.current();
      }
    }, 200);
    return () => { clearInterval(tick); };
  }, [key, lengthS]);
  return left;
}
