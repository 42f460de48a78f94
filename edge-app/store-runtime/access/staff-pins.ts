import { verify } from '@node-rs/argon2';
import type { StaffRole } from 'retail-model/catalog/documents.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

const TRIES_BEFORE_WAIT = 5;
const WAIT_MS = 60_000;

export type PinAnswer = { readonly ok: true; readonly staffId: string } | { readonly ok: false; readonly kind: 'wrong-pin' | 'too-many-tries' | 'not-allowed' };

/** Checks a PIN offline against the argon2id hash that head office sent. Five wrong ones for a person close the door for a minute. */
export function openStaffPins(parts: { readonly catalogue: Catalogue; readonly nowMs: () => number }) {
  const failures = new Map<string, { count: number; lastMs: number }>();
  return async function check(staffId: string, pin: string, roles: readonly StaffRole[]): Promise<PinAnswer> {
    const member = parts.catalogue.staff().find((one) => one.id === staffId);
    const failed = failures.get(staffId);
    if (failed && failed.count >= TRIES_BEFORE_WAIT && Math.abs(parts.nowMs() - failed.lastMs) < WAIT_MS) return { ok: false, kind: 'too-many-tries' };
    if (!member || !(await verify(member.pinHash, pin))) {
      // Only known people are counted: a made-up id must not fill the memory.
      if (member) failures.set(staffId, { count: (failed?.count ?? 0) + 1, lastMs: parts.nowMs() });
      return { ok: false, kind: 'wrong-pin' };
    }
    failures.delete(staffId);
    return member.roles.some((role) => roles.includes(role) || role === 'store-manager') ? { ok: true, staffId } : { ok: false, kind: 'not-allowed' };
  };
}
export type StaffPins = ReturnType<typeof openStaffPins>;
