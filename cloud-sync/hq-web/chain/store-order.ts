import type { ChainStore } from 'retail-model/api/hq-snapshots.ts';

/** Does head office or somebody in the shop have to do something here? */
export const troublesOf = (store: ChainStore): number => store.quarantined + store.gaps + store.devicesInTrouble + store.labelsInTrouble + (store.link === 'silent' ? 1 : 0);

/** Trouble first, then silent longest, then by name. */
export const byTrouble = (a: ChainStore, b: ChainStore): number => troublesOf(b) - troublesOf(a) || (a.asOfMs ?? 0) - (b.asOfMs ?? 0) || a.storeId.localeCompare(b.storeId);

/** Whether everything the store said it took today has arrived entry by entry. */
export const hasAllArrived = (store: ChainStore): boolean => store.entriesWaiting === 0 && store.arrivedTakingsMinor === store.takingsTodayMinor && store.arrivedBaskets === store.basketsToday;
