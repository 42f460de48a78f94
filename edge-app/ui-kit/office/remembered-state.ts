import { useState } from 'react';

/** A choice of this person at this machine (columns, filters): kept by the browser, never business data. `read` judges what was kept. */
export function useRemembered<T>(key: string, read: (kept: unknown) => T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => read(keptUnder(key)));
  return [value, (next) => {
    window.localStorage.setItem(key, JSON.stringify(next));
    setValue(next);
  }];
}

function keptUnder(key: string): unknown {
  try {
    return JSON.parse(window.localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}
