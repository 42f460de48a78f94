import type { HqViewName, HqViewParams, HqViewSnapshot } from 'retail-model/api/hq-contract.ts';
import type { Accounts } from '../access/accounts.ts';
import type { PeopleAccess, PersonSession } from '../access/people-access.ts';
import type { DrainPace } from '../intake/drain-pace.ts';
import type { LiveStreams } from '../replication/live-streams.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';

/** What a view may read. */
export interface ViewParts { readonly storage: CloudStorage; readonly streams: LiveStreams; readonly pace: DrainPace; readonly nowMs: () => number; readonly demo: boolean; readonly accounts: Accounts; readonly peopleAccess: PeopleAccess }

/** Computes one whole snapshot from what is committed. Null: what was asked for does not exist. */
export type HqView<V extends HqViewName> = (parts: ViewParts, params: HqViewParams<V>, person: PersonSession) => Promise<HqViewSnapshot<V> | null>;
