import { fail, ok } from 'retail-model/result.ts';
import { notFound, type CommandParts, type HqCommand } from './hq-command.ts';
import type { HqView } from './hq-view.ts';

const refusalWords = {
  'no-password': 'A new account needs a password', 'no-store': 'A store manager needs a store', 'store-without-manager': 'Only a store manager is bound to a store', 'last-administrator': 'One administrator must stay',
} as const;

async function endAll({ peopleAccess, changes }: CommandParts, accountId: string, except: string | null): Promise<void> {
  for (const sessionId of await peopleAccess.endSessionsOf(accountId, except)) changes.tell({ about: 'session-ended', sessionId });
}

/** What a person may do follows from the account as it is: whoever is changed signs in again. */
export const putAccount: HqCommand<'putAccount'> = async (parts, input, person) => {
  if (input.storeId !== null && await parts.storage.db.selectFrom('stores').select('storeId').where('storeId', '=', input.storeId).executeTakeFirst() === undefined) return fail(notFound(`There is no store ${input.storeId}`));
  const put = await parts.accounts.put(input);
  if (!put.ok) return fail({ kind: 'not-possible', detail: refusalWords[put.error] });
  await endAll(parts, put.value.accountId, put.value.accountId === person.accountId ? person.sessionId : null);
  parts.changes.tell({ about: 'administration' });
  return ok({});
};

export const changePassword: HqCommand<'changePassword'> = async (parts, { oldPassword, newPassword }, person) => {
  if (person.accountId === null) return fail({ kind: 'not-possible', detail: 'Who entered by a link has no password' });
  if (!(await parts.accounts.changePassword(person.accountId, oldPassword, newPassword))) return fail({ kind: 'wrong-password', detail: 'The present password is wrong' });
  await endAll(parts, person.accountId, person.sessionId);
  return ok({});
};

export const endSession: HqCommand<'endSession'> = async (parts, { sessionId }, person) => {
  if (!(await parts.peopleAccess.endSession(sessionId, person))) return fail(notFound('There is no such session'));
  parts.changes.tell({ about: 'session-ended', sessionId });
  parts.changes.tell({ about: 'administration' });
  return ok({});
};

export const peopleView: HqView<'people'> = async (parts, _params, person) => {
  const nowMs = parts.nowMs();
  return { nowMs, asOfMs: nowMs, accounts: person.role === 'hq-admin' ? await parts.accounts.list() : [], sessions: await parts.peopleAccess.sessions(person) };
};
