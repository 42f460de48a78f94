import type { Product, Promotion, Staff, Supplier } from '../catalog/documents.ts';
import type { JournalEntryOf } from '../journal/entry.ts';
import type { QuarantineReason } from '../replication/wire.ts';
import type { SyncState } from '../replication/wire.ts';
import type { Words } from '../text/words.ts';

/**
 * What the screens of head office show: whole snapshots. `nowMs` is head office's clock when the snapshot was made;
 * `asOfMs` is when head office last heard (by its own clock) what the figure says: the age of a figure is the difference. Null: never heard.
 */
export interface Stamped { readonly nowMs: number; readonly asOfMs: number | null }

/** 'live': a stream is open and beats. 'silent': it was heard before and is not now. */
export type StoreLink = 'live' | 'silent' | 'never';

/** What head office does not know yet of a store: entries that wait there, the oldest of them, and the wait at the present pace (null: unknown). */
export interface Backlog { readonly entriesWaiting: number; readonly bytesWaiting: number; readonly oldestWaitingMs: number | null; readonly expectedDrainMs: number | null }

export interface ChainStore extends Backlog {
  readonly storeId: string;
  readonly names: Words;
  readonly link: StoreLink;
  readonly asOfMs: number | null;
  readonly businessDay: string | null;
  /** What the store said last in its state, ahead of the journal. */
  readonly takingsTodayMinor: number;
  readonly basketsToday: number;
  /** What the entries that have arrived add up to for the same day. */
  readonly arrivedTakingsMinor: number;
  readonly arrivedBaskets: number;
  readonly stockOuts: number;
  readonly devicesInTrouble: number;
  readonly labelsWaiting: number;
  readonly labelsInTrouble: number;
  readonly quarantined: number;
  readonly gaps: number;
  readonly ordersToday: number;
}
export interface ChainSnapshot extends Stamped {
  readonly stores: readonly ChainStore[];
  readonly totals: {
    readonly stores: number; readonly live: number; readonly takingsTodayMinor: number; readonly basketsToday: number;
    readonly stockOuts: number; readonly devicesInTrouble: number; readonly entriesWaiting: number; readonly quarantined: number; readonly ordersToday: number;
  };
  /** Arrived takings of the chain by business day, oldest first, at most 28. */
  readonly days: readonly DayFigures[];
}
export interface DayFigures { readonly businessDay: string; readonly takingsMinor: number; readonly sales: number; readonly returns: number; readonly items: number; readonly discountMinor: number }

/** One line of the live feed. `entryId` opens the receipt. */
export interface FeedLine {
  readonly entryId: string; readonly storeId: string; readonly terminalId: string; readonly kind: 'sale' | 'return'; readonly receiptNumber: string;
  readonly totalMinor: number; readonly items: number; readonly tenders: readonly ('cash' | 'qr-code')[]; readonly member: boolean;
  /** By the store's clock, and by head office's. */
  readonly occurredAtMs: number; readonly receivedAtMs: number;
}
export interface TerminalHead {
  readonly terminalId: string;
  /** The last entry of the unbroken chain that head office holds, and the last that the store says it has (null: not said yet). */
  readonly arrivedSequence: number; readonly reportedSequence: number | null;
  /** Arrived, but their predecessor has not. `gapSinceMs`: since when. */
  readonly parked: number; readonly gapSinceMs: number | null;
}
export interface StoreSnapshot extends Stamped, Backlog {
  readonly storeId: string; readonly names: Words; readonly link: StoreLink;
  /** Newest first, at most 100. */
  readonly feed: readonly FeedLine[];
  readonly terminals: readonly TerminalHead[];
  readonly devicesInTrouble: SyncState['devicesInTrouble'];
  readonly quarantine: readonly QuarantineItem[];
  readonly days: readonly DayFigures[];
  readonly version: string | null;
}

export interface ReceiptSnapshot extends Stamped {
  readonly storeNames: Words | null; readonly receivedAtMs: number | null;
  /** Null: head office holds no sale or return of this id. */
  readonly entry: JournalEntryOf<'sale-completed'> | JournalEntryOf<'return-completed'> | null;
}

/** On hand is the sum of the movements that have arrived: pieces, or grams for goods by weight. `lastMovementMs` by the store's clock. */
export interface StockRow {
  readonly productId: string; readonly names: Words; readonly category: string; readonly soldBy: 'each' | 'weight';
  readonly stores: readonly { readonly storeId: string; readonly onHandUnits: number; readonly lastMovementMs: number | null }[];
}
export interface StockSnapshot extends Stamped {
  readonly stores: readonly { readonly storeId: string; readonly names: Words; readonly asOfMs: number | null; readonly entriesWaiting: number }[];
  /** At most 500; `matching` is how many there are. */
  readonly rows: readonly StockRow[]; readonly matching: number;
}

/** How far a price has come in one store. 'charged': a sale with this price has arrived. */
export type RolloutState = 'published' | 'replicated' | 'waiting-for-label' | 'active' | 'charged' | 'superseded';
export interface PlannedPrice {
  readonly priceId: string; readonly amountMinor: number; readonly validFromMs: number; readonly epoch: number;
  /** Null: all stores. */
  readonly storeIds: readonly string[] | null;
  readonly rollout: readonly { readonly storeId: string; readonly state: RolloutState; readonly sinceMs: number | null }[];
}
export interface PriceRow {
  readonly productId: string; readonly names: Words; readonly gtin: string; readonly category: string; readonly soldBy: 'each' | 'weight';
  /** Valid now for all stores; null: none. Prices for single stores are among `planned`. */
  readonly current: PlannedPrice | null;
  /** Not yet valid, or for single stores; and a current one whose rollout is not done in every store. Newest first, at most 10. */
  readonly planned: readonly PlannedPrice[];
}
export interface PricesSnapshot extends Stamped { readonly rows: readonly PriceRow[]; readonly matching: number; readonly stores: readonly { readonly storeId: string; readonly names: Words }[] }

export interface OrderRow {
  readonly orderId: string; readonly entryId: string; readonly storeId: string; readonly storeNames: Words; readonly supplierId: string; readonly supplierNames: Words | null;
  readonly lines: readonly { readonly productId: string; readonly names: Words | null; readonly units: number; readonly proposedUnits: number; readonly costMinor: number; readonly because: Words }[];
  /** Sum of the lines' cost. */
  readonly totalMinor: number; readonly expectedOn: string; readonly approvedAtMs: number; readonly receivedAtMs: number; readonly staffId: string; readonly modelVersion: string;
}
export interface OrdersSnapshot extends Stamped { /** Newest first, at most 200. */ readonly orders: readonly OrderRow[] }

export interface QuarantineItem {
  readonly quarantineId: string; readonly storeId: string; readonly terminalId: string | null; readonly sequence: number | null; readonly documentId: string;
  readonly reason: QuarantineReason; readonly detail: string; readonly receivedAtMs: number; readonly state: 'open' | 'replayed' | 'dismissed';
  /** The document as it came, at most 4,000 characters of it. */
  readonly documentText: string;
}
/** Entries that have not arrived although later ones have. */
export interface JournalGap { readonly storeId: string; readonly terminalId: string; readonly fromSequence: number; readonly toSequence: number; readonly sinceMs: number }
export interface QuarantineSnapshot extends Stamped { readonly items: readonly QuarantineItem[]; readonly gaps: readonly JournalGap[] }

export interface EnrolmentSnapshot extends Stamped {
  readonly stores: readonly { readonly storeId: string; readonly names: Words }[];
  readonly openCodes: readonly { readonly codeId: string; readonly storeId: string; readonly createdAtMs: number; readonly expiresAtMs: number }[];
  readonly devices: readonly { readonly deviceId: string; readonly storeId: string; readonly deviceName: string; readonly enrolledAtMs: number; readonly lastSeenMs: number | null; readonly revokedAtMs: number | null }[];
}

export interface CatalogueSnapshot extends Stamped {
  readonly products: readonly Product[]; readonly matching: number;
  readonly promotions: readonly Promotion[]; readonly suppliers: readonly Supplier[];
  readonly staff: readonly Omit<Staff, 'pinHash'>[];
  readonly categories: readonly { readonly id: string; readonly names: Words }[];
}

export interface AuditLine { readonly auditId: string; readonly atMs: number; readonly who: string; readonly role: string; readonly what: string; readonly detail: string }
export interface AuditSnapshot extends Stamped { /** Newest first, at most 200. */ readonly lines: readonly AuditLine[] }

/** Who looks, so that a screen hides what its reader may not do. The server decides again at each command. */
export interface MeSnapshot extends Stamped { readonly role: HqRoleName; readonly who: string; readonly demo: boolean; /** Null: every store. */ readonly storeId: string | null; /** Null: entered by a link, without an account. */ readonly accountName: string | null }

export interface AccountRow { readonly accountName: string; readonly displayName: string; readonly role: HqRoleName; readonly storeId: string | null; readonly active: boolean; readonly createdAtMs: number; readonly lockedUntilMs: number | null }
export interface SessionRow { readonly sessionId: string; readonly who: string; readonly role: HqRoleName; readonly storeId: string | null; readonly createdAtMs: number; readonly lastSeenMs: number; readonly expiresAtMs: number; readonly address: string | null; readonly own: boolean }
export interface PeopleSnapshot extends Stamped { readonly accounts: readonly AccountRow[]; /** Newest first, at most 500. */ readonly sessions: readonly SessionRow[] }
export type HqRoleName = 'hq-admin' | 'merchandiser' | 'auditor' | 'store-manager';
