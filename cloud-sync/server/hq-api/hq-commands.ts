import type { HqCommandName } from 'retail-model/api/hq-contract.ts';
import { createEnrolmentCode, createEntryCode, dismissQuarantined, putStore, replayQuarantined, revokeDevice, withdrawEnrolmentCode } from './administration-commands.ts';
import { putMember, putProduct, putPromotion, putStaff, setPrice, setStaffPin } from './catalogue-commands.ts';
import { changePassword, endSession, putAccount } from './people-commands.ts';
import type { HqCommand } from './hq-command.ts';

/** One function for every command of the contract. */
export const hqCommands: { readonly [C in HqCommandName]: HqCommand<C> } = {
  setPrice, putProduct, putPromotion, putMember, putStaff, setStaffPin, putStore, createEnrolmentCode, withdrawEnrolmentCode, revokeDevice, createEntryCode, replayQuarantined, dismissQuarantined,
  putAccount, changePassword, endSession,
};
