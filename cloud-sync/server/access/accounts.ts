import type { HqRole } from 'retail-model/api/hq-contract.ts';
import type { AccountRow } from 'retail-model/api/hq-snapshots.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';

/** argon2id in PHC string form; `verify` is false for a wrong password. */
export interface Passwords { hash(password: string): Promise<string>; verify(hash: string, password: string): Promise<boolean> }
export interface AccountParts { readonly storage: CloudStorage; readonly passwords: Passwords; readonly newId: () => string; readonly nowMs: () => number }
export interface Account { readonly accountId: string; readonly accountName: string; readonly displayName: string; readonly role: HqRole; readonly storeId: string | null }
export interface AccountInput { readonly accountName: string; readonly displayName: string; readonly role: HqRole; readonly storeId: string | null; readonly password: string | null; readonly active: boolean }

/** Wrong passwords in a row before an account rests; each further one doubles the rest. */
const FREE_FAILURES = 5;
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 15 * 60_000;
/** Each verification takes 19 MiB: more at a time are asked to come again. */
const AT_ONCE = 8;

export type SignInFault = { readonly kind: 'wrong' } | { readonly kind: 'resting'; readonly retryAfterMs: number };

/** People with passwords. A name that does not exist costs as much time as one that does, and is answered the same. */
export function openAccounts({ storage, passwords, newId, nowMs }: AccountParts) {
  const { db } = storage;
  let verifying = 0;
  let nobody: Promise<string> | null = null;

  const known = (accountName: string) => db.selectFrom('accounts').selectAll().where('accountName', '=', accountName.toLowerCase()).executeTakeFirst();

  async function isRight(hash: string | undefined, password: string): Promise<boolean> {
    nobody ??= passwords.hash(newId());
    const right = await passwords.verify(hash ?? await nobody, password);
    return right && hash !== undefined;
  }

  return {
    isEmpty: async (): Promise<boolean> => (await db.selectFrom('accounts').select('accountId').limit(1).executeTakeFirst()) === undefined,

    async signIn(accountName: string, password: string): Promise<Result<Account, SignInFault>> {
      if (verifying >= AT_ONCE) return fail({ kind: 'resting', retryAfterMs: 2000 });
      verifying += 1;
      try {
        const account = await known(accountName);
        if (account !== undefined && account.lockedUntilMs > nowMs()) return fail({ kind: 'resting', retryAfterMs: account.lockedUntilMs - nowMs() });
        if (account !== undefined) {
          // Counted before it is tried: many at once do not get more tries than one after another.
          const failures = (await db.updateTable('accounts').set((column) => ({ failures: column('failures', '+', 1) })).where('accountId', '=', account.accountId).returning('failures').executeTakeFirstOrThrow()).failures;
          if (failures >= FREE_FAILURES) await db.updateTable('accounts').set({ lockedUntilMs: nowMs() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(failures - FREE_FAILURES, 10)) }).where('accountId', '=', account.accountId).execute();
        }
        if (!(await isRight(account?.passwordHash, password)) || account === undefined || account.active === 0) return fail({ kind: 'wrong' });
        await db.updateTable('accounts').set({ failures: 0, lockedUntilMs: 0 }).where('accountId', '=', account.accountId).execute();
        const { accountId, displayName, role, storeId } = account;
        return ok({ accountId, accountName: account.accountName, displayName, role: role as HqRole, storeId });
      } finally {
        verifying -= 1;
      }
    },

    /** Makes an account or changes the one of this name. The last active administrator stays one. */
    async put({ accountName, displayName, role, storeId, password, active }: AccountInput): Promise<Result<{ readonly accountId: string }, 'no-password' | 'no-store' | 'store-without-manager' | 'last-administrator'>> {
      if (role === 'store-manager' && storeId === null) return fail('no-store');
      if (role !== 'store-manager' && storeId !== null) return fail('store-without-manager');
      const passwordHash = password === null ? null : await passwords.hash(password);
      return storage.write(async (transaction) => {
        const before = await transaction.selectFrom('accounts').selectAll().where('accountName', '=', accountName).executeTakeFirst();
        if (before === undefined && passwordHash === null) return fail('no-password');
        if (before?.role === 'hq-admin' && before.active === 1 && (role !== 'hq-admin' || !active)) {
          const { count } = await transaction.selectFrom('accounts').select((select) => select.fn.countAll<number>().as('count')).where('role', '=', 'hq-admin').where('active', '=', 1).executeTakeFirstOrThrow();
          if (Number(count) <= 1) return fail('last-administrator');
        }
        const accountId = before?.accountId ?? newId();
        const row = { displayName, role, storeId, passwordHash: passwordHash ?? before!.passwordHash, active: active ? 1 : 0, failures: 0, lockedUntilMs: 0 };
        await transaction.insertInto('accounts').values({ accountId, accountName, createdAtMs: nowMs(), ...row }).onConflict((conflict) => conflict.column('accountName').doUpdateSet(row)).execute();
        return ok({ accountId });
      });
    },

    /** Another password for someone who knows the present one. */
    async changePassword(accountId: string, oldPassword: string, newPassword: string): Promise<boolean> {
      const account = await db.selectFrom('accounts').select('passwordHash').where('accountId', '=', accountId).executeTakeFirst();
      if (account === undefined || !(await isRight(account.passwordHash, oldPassword))) return false;
      await db.updateTable('accounts').set({ passwordHash: await passwords.hash(newPassword) }).where('accountId', '=', accountId).execute();
      return true;
    },

    async list(): Promise<AccountRow[]> {
      const rows = await db.selectFrom('accounts').selectAll().orderBy('accountName').limit(2000).execute();
      return rows.map(({ accountName, displayName, role, storeId, active, createdAtMs, lockedUntilMs }) => ({ accountName, displayName, role: role as HqRole, storeId, active: active === 1, createdAtMs, lockedUntilMs: lockedUntilMs > nowMs() ? lockedUntilMs : null }));
    },
  };
}
export type Accounts = ReturnType<typeof openAccounts>;
