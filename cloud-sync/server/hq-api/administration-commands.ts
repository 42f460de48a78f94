import { fail, ok } from 'retail-model/result.ts';
import { replayQuarantined as replay } from '../intake/replay-quarantined.ts';
import { notFound, type CommandParts, type HqCommand } from './hq-command.ts';

const administrationChanged = ({ changes }: CommandParts) => changes.tell({ about: 'administration' });

export const putStore: HqCommand<'putStore'> = async (parts, { storeId, names }) => {
  const namesText = JSON.stringify(names);
  await parts.storage.db.insertInto('stores').values({ storeId, namesText, createdAtMs: parts.nowMs(), stateText: null, stateReceivedAtMs: null, lastHeardMs: null })
    .onConflict((conflict) => conflict.column('storeId').doUpdateSet({ namesText })).execute();
  administrationChanged(parts);
  return ok({});
};

export const createEnrolmentCode: HqCommand<'createEnrolmentCode'> = async (parts, { storeId }) => {
  const store = await parts.storage.db.selectFrom('stores').select('storeId').where('storeId', '=', storeId).executeTakeFirst();
  if (store === undefined) return fail(notFound(`There is no store ${storeId}`));
  const created = await parts.deviceAccess.createEnrolmentCode(storeId);
  administrationChanged(parts);
  return ok(created);
};

export const withdrawEnrolmentCode: HqCommand<'withdrawEnrolmentCode'> = async (parts, { codeId }) => {
  const withdrawn = await parts.storage.db.updateTable('enrolmentCodes').set({ withdrawnAtMs: parts.nowMs() }).where('codeId', '=', codeId).where('usedByKey', 'is', null).executeTakeFirst();
  if (Number(withdrawn.numUpdatedRows) === 0) return fail(notFound('No open code of this id'));
  administrationChanged(parts);
  return ok({});
};

export const revokeDevice: HqCommand<'revokeDevice'> = async (parts, { deviceId }) => {
  if (!(await parts.deviceAccess.revoke(deviceId))) return fail(notFound(`There is no device ${deviceId}`));
  parts.changes.tell({ about: 'device-revoked', deviceId });
  administrationChanged(parts);
  return ok({});
};

export const createEntryCode: HqCommand<'createEntryCode'> = async (parts, { role, who }) => {
  const { code, expiresAtMs } = await parts.peopleAccess.createEntryCode(role, who);
  return ok({ enterPath: `/enter?code=${code}`, expiresAtMs });
};

export const replayQuarantined: HqCommand<'replayQuarantined'> = async (parts, { quarantineId, repairedText }) => {
  const replayed = await replay(parts, quarantineId, repairedText);
  if (!replayed.ok) return fail(notFound('Nothing open of this id lies in quarantine'));
  parts.changes.tell({ about: 'administration' });
  return replayed;
};

export const dismissQuarantined: HqCommand<'dismissQuarantined'> = async (parts, { quarantineId }) => {
  const dismissed = await parts.storage.db.updateTable('quarantine').set({ state: 'dismissed' }).where('quarantineId', '=', quarantineId).where('state', '=', 'open').executeTakeFirst();
  if (Number(dismissed.numUpdatedRows) === 0) return fail(notFound('Nothing open of this id lies in quarantine'));
  administrationChanged(parts);
  return ok({});
};
