import type { HqCommandInput, HqCommandName, HqCommandResult, HqRefusal } from 'retail-model/api/hq-contract.ts';
import type { Result } from 'retail-model/result.ts';
import type { Accounts } from '../access/accounts.ts';
import type { DeviceAccess } from '../access/device-access.ts';
import type { PeopleAccess, PersonSession } from '../access/people-access.ts';
import type { Changes } from '../changes.ts';
import type { IntakeParts } from '../intake/take-journal.ts';

export interface CommandParts extends IntakeParts {
  readonly deviceAccess: DeviceAccess;
  readonly peopleAccess: PeopleAccess;
  readonly accounts: Accounts;
  readonly changes: Changes;
  /** argon2id in PHC string form. */
  readonly hashPin: (pin: string) => Promise<string>;
}
export type HqCommand<C extends HqCommandName> = (parts: CommandParts, input: HqCommandInput<C>, person: PersonSession) => Promise<Result<HqCommandResult<C>, HqRefusal>>;

export const notFound = (detail: string): HqRefusal => ({ kind: 'not-found', detail });
