import { useEffect, useRef, useState } from 'react';
import { useHq } from '../shell/hq-screen.tsx';

/** Head office's clock, carried on between snapshots by this machine's monotonic one: ages go on growing while the connection is lost, and no two clocks are compared. */
export function useHqNow(snapshotNowMs: number): number {
  const { monotonicMs } = useHq();
  const heard = useRef({ snapshotNowMs, atMs: monotonicMs() });
  if (heard.current.snapshotNowMs !== snapshotNowMs) heard.current = { snapshotNowMs, atMs: monotonicMs() };
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => { tick((count) => count + 1); }, 1000);
    return () => { clearInterval(timer); };
  }, []);
  return heard.current.snapshotNowMs + (monotonicMs() - heard.current.atMs);
}
