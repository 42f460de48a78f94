import { useEffect, useRef, useState } from 'react';

/** A value once it has rested: head office is not asked at every letter typed. */
export function useSettled<T>(value: T, restMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(value); }, restMs);
    return () => { clearTimeout(timer); };
  }, [value, restMs]);
  return settled;
}

/** The newest of a thing that goes away for a moment: a table stays in sight while its next filter is asked for. */
export function useLatest<T>(value: T | null): T | null {
  const latest = useRef(value);
  if (value !== null) latest.current = value;
  return value ?? latest.current;
}
