import path from 'node:path';
import type { LinkView } from 'retail-model/api/store-views.ts';
import type { RuntimeConfig } from './config.ts';
import { journalTableOf } from './database/journal-reading.ts';
import type { StoreKeys } from './keys.ts';
import type { StoreData } from './open-store-data.ts';
import { startReplication, type ReplicationParts, type StoreState } from './replication/start-replication.ts';
import { openWaitingEntries } from './replication/waiting-entries.ts';
import type { RuntimeParts } from './runtime-parts.ts';

/** Where the appliance keeps its place at head office. */
export const enrolmentFileOf = (config: RuntimeConfig): string => path.join(config.keyFolder, 'head-office.json');
/** How head office names the appliance. */
export const deviceNameOf = (config: RuntimeConfig): string => `${config.names.en} mini-PC`;

/** The store's line to head office as its screens see it. A store without one is simply `not-enrolled` and sells as ever. */
export function openHeadOffice(parts: Pick<RuntimeParts, 'wait' | 'randomBytes' | 'log'> & {
  readonly config: RuntimeConfig;
  readonly data: StoreData;
  readonly keys: StoreKeys;
  readonly nowMs: () => number;
  readonly latestState: () => StoreState;
  readonly keepDocument: NonNullable<ReplicationParts['keepDocument']>;
  readonly onChanged: () => void;
}) {
  const { config, data } = parts;
  const startedMs = parts.nowMs();
  const quiet = { info: parts.log.info, warn: parts.log.warn, error: parts.log.warn };
  const replication = config.headOffice
    ? startReplication({
      collections: data.collections, storeId: config.storeId, origin: config.headOffice.origin, enrolmentCode: config.headOffice.enrolmentCode, enrolmentFile: enrolmentFileOf(config),
      deviceName: deviceNameOf(config), devicePrivateKey: parts.keys.devicePrivateKey, nowMs: parts.nowMs, randomBytes: parts.randomBytes, wait: parts.wait, log: quiet, latestState: parts.latestState, onLink: parts.onChanged, keepDocument: parts.keepDocument,
    })
    : null;
  const unsent = openWaitingEntries(journalTableOf(data.collections.journal), () => 0);

  return {
    view(): LinkView {
      const link = replication?.link();
      if (!link) {
        const backlog = unsent.backlog();
        return { state: 'not-enrolled', waiting: backlog.entriesWaiting, oldestWaitingMs: backlog.oldestWaitingMs, since: startedMs, headOffice: null };
      }
      const state = link.state === 'refused' ? 'not-enrolled' : link.state;
      return { state, waiting: link.waiting, oldestWaitingMs: link.oldestMs, since: link.sinceMs, headOffice: config.headOffice!.origin };
    },
    /** Whether head office has acknowledged this entry. */
    seen: (entryId: string): boolean => replication?.hasReached(entryId) ?? false,
    /** The place in the journal through which head office has acknowledged everything; null: there is no head office. */
    acknowledgedPlace: (): number | null => (replication ? replication.acknowledgedPlace() : null),
    stateChanged: (): void => replication?.stateChanged(),
    close: async (): Promise<void> => replication?.close(),
  };
}
export type HeadOffice = ReturnType<typeof openHeadOffice>;
