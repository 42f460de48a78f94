import type { BenchDevice } from './bench-client.ts';

/** The lane that a role names ('lane-1/scanner' → 'lane-1'); null for the store's own devices. */
export function laneOfRole(role: string): string | null {
  const place = role.split('/', 1)[0] ?? '';
  return place === 'store' || !role.includes('/') ? null : place;
}

/** Lanes that have a device on the table, in the order of their names. */
export const lanesOn = (devices: readonly BenchDevice[]): readonly string[] =>
  [...new Set(devices.flatMap(({ role }) => laneOfRole(role) ?? []))].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
