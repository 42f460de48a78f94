import { useCallback, useState } from 'react';

/** Who used this device last, so that only the PIN is asked next time. */
export function useRememberedStaff(key: string): [staffId: string | null, remember: (staffId: string) => void] {
  const [staffId, setStaffId] = useState<string | null>(() => window.localStorage.getItem(key));
  const remember = useCallback((chosen: string) => {
    window.localStorage.setItem(key, chosen);
    setStaffId(chosen);
  }, [key]);
  return [staffId, remember];
}
