import type { Language, Words } from '../text/words.ts';
import type { Minor } from '../money/amount.ts';
import type { z } from 'zod';
import type { productPicture, StaffRole } from '../catalog/documents.ts';
import type { HelpReason, NoticeCode } from '../lane/lane-session.ts';
import type { PricedBasket } from '../basket/price-basket.ts';
import type { EntryKind, JournalEntryOf } from '../journal/entry.ts';
import type { AccessRole } from './store-contract.ts';

/** Views are whole snapshots, newest wins. All amounts integer minor units, all instants UTC ms, units = pieces or grams by `soldBy`. */

export type ProductPicture = z.infer<typeof productPicture>;

export interface WhoAmI {
  readonly role: AccessRole;
  readonly laneId: string | null;
  readonly store: { readonly storeId: string; readonly names: Words; readonly timeZone: string; readonly demo: boolean };
  readonly lanes: readonly { readonly laneId: string; readonly names: Words; readonly kind: 'kiosk' | 'till' }[];
  readonly staff: readonly { readonly staffId: string; readonly names: Words; readonly roles: readonly StaffRole[] }[];
  readonly categories: readonly { readonly id: string; readonly names: Words }[];
  readonly suppliers: readonly { readonly id: string; readonly names: Words }[];
}

export interface ShopProduct {
  readonly productId: string; readonly gtin: string; readonly plu: string | null; readonly names: Words; readonly category: string; readonly picture: ProductPicture;
  readonly soldBy: 'each' | 'weight'; readonly priceMinor: Minor | null; readonly ageLimitYears: number | null;
}

export interface ScaleReading { readonly online: boolean; readonly grams: number | null; readonly text: string; readonly status: 'stable' | 'in-motion' | 'zero' | 'under-zero' | 'over-range' | 'not-ready' }

export interface LaneView {
  readonly laneId: string;
  readonly names: Words;
  readonly kind: 'kiosk' | 'till';
  readonly language: Language;
  readonly state: 'idle' | 'selling' | 'tendering' | 'committing' | 'finished' | 'paused' | 'cannot-sell';
  readonly staffId: string | null;
  /** Newest line last; null in states without a basket. */
  readonly basket: (PricedBasket & { readonly member: { readonly greeting: Words } | null }) | null;
  readonly weighing: { readonly product: ShopProduct; readonly unitPriceMinor: Minor } | null;
  readonly scale: ScaleReading;
  readonly helps: readonly { readonly interventionId: string; readonly reason: HelpReason; readonly evidence: Words; readonly openedAtMs: number }[];
  readonly notice: { readonly code: NoticeCode; readonly detail: string | null; readonly atMs: number } | null;
  /** In tendering: what is owed, and the QR payment under way. `cashDueMinor` is rounded to the smallest coin. */
  readonly tender: { readonly dueMinor: Minor; readonly cashDueMinor: Minor; readonly payment: { readonly amountMinor: Minor; readonly stage: 'asking' | 'unknown' } | null } | null;
  readonly finished: { readonly receiptNumber: string; readonly totalMinor: Minor; readonly changeMinor: Minor; readonly receiptCode: string; readonly printing: 'waiting' | 'printed' | 'trouble'; readonly drawerOpen: boolean } | null;
  readonly cannotSell: Words | null;
  readonly troubles: readonly { readonly role: string; readonly words: Words }[];
  readonly offers: readonly { readonly promotionId: string; readonly names: Words; readonly picture: ProductPicture | null }[];
  /** Wall clock of the store, for countdowns. */
  readonly nowMs: number;
}

export interface AttendantView {
  readonly nowMs: number;
  /** Worst first. `severity` 2: a person must walk there; 1: soon; 0: fine. */
  readonly lanes: readonly {
    readonly laneId: string; readonly names: Words; readonly state: LaneView['state']; readonly severity: 0 | 1 | 2; readonly staffId: string | null;
    readonly lineCount: number; readonly totalMinor: Minor; readonly lastLines: readonly { readonly names: Words; readonly picture: ProductPicture; readonly units: number; readonly soldBy: 'each' | 'weight'; readonly amountMinor: Minor }[];
    readonly helps: LaneView['helps']; readonly troubles: LaneView['troubles'];
  }[];
  readonly held: readonly { readonly ticket: string; readonly totalMinor: Minor; readonly lineCount: number; readonly heldAtMs: number; readonly fromLaneId: string }[];
  readonly gateAlarms: readonly { readonly atMs: number; readonly gateId: string; readonly unpaid: readonly { readonly names: Words; readonly epc: string }[] }[];
}

export interface TodayView {
  readonly nowMs: number; readonly businessDay: string;
  readonly takingsMinor: Minor; readonly takingsSameWeekdayMinor: Minor | null; readonly sales: number; readonly returns: number; readonly items: number; readonly averageBasketMinor: Minor;
  readonly cashMinor: Minor; readonly qrCodeMinor: Minor;
  readonly byHour: readonly { readonly hour: number; readonly takingsMinor: Minor; readonly sales: number }[];
  readonly outOfStock: number; readonly labelsWaiting: number; readonly labelsInTrouble: number; readonly devicesInTrouble: number; readonly ordersProposed: number;
  readonly link: LinkView;
  readonly latest: readonly { readonly entryId: string; readonly atMs: number; readonly laneId: string; readonly receiptNumber: string; readonly totalMinor: Minor; readonly items: number; readonly kind: 'sale' | 'return' }[];
}

export interface StockView {
  readonly nowMs: number;
  readonly products: readonly {
    readonly product: ShopProduct; readonly onHandUnits: number; readonly onOrderUnits: number; readonly soldTodayUnits: number; readonly meanPerDay: number | null; readonly daysLeft: number | null;
    readonly wantedPriceMinor: Minor | null; readonly priceWaits: PriceWait | null; readonly labelIds: readonly string[];
  }[];
}
/** Why a new price is not charged yet. */
export type PriceWait = 'label-not-shown' | 'label-failed' | 'not-yet-valid';

export interface OrdersView {
  readonly nowMs: number;
  readonly forecast: { readonly runId: string; readonly modelVersion: string; readonly madeAtMs: number; readonly products: number; readonly byFallback: number } | null;
  readonly forecasting: boolean;
  readonly suppliers: readonly {
    readonly supplierId: string; readonly names: Words; readonly arrivesOn: string; readonly minimumOrderMinor: Minor; readonly totalMinor: Minor;
    readonly lines: readonly ProposedLine[];
  }[];
  readonly approved: readonly { readonly orderId: string; readonly supplierId: string; readonly names: Words; readonly lines: number; readonly totalMinor: Minor; readonly approvedAtMs: number; readonly expectedOn: string; readonly received: boolean; readonly seenByHeadOffice: boolean }[];
}
export interface ProposedLine {
  readonly product: ShopProduct; readonly onHandUnits: number; readonly onOrderUnits: number; readonly proposedUnits: number; readonly packUnits: number; readonly costMinor: Minor;
  readonly meanDemand: number; readonly upperDemand: number; readonly protectionDays: number; readonly method: 'model' | 'fallback';
  readonly because: Words;
  /** Last 28 days sold, and the coming 14 days' mean, q05 and q95. */
  readonly history: readonly number[]; readonly forecast: readonly { readonly mean: number; readonly low: number; readonly high: number }[];
}

export interface LabelsView {
  readonly nowMs: number;
  readonly labels: readonly {
    readonly labelId: string; readonly product: ShopProduct | null; readonly state: 'shown' | 'sending' | 'waiting' | 'failed' | 'silent' | 'unbound';
    readonly wantedMinor: Minor | null; readonly shownMinor: Minor | null; readonly shownAtMs: number | null; readonly attempts: number;
    readonly batteryMillivolt: number | null; readonly batteryLow: boolean; readonly rssiDbm: number | null; readonly lastSeenMs: number | null; readonly pictureUrl: string | null;
    readonly widthPx: number; readonly heightPx: number;
  }[];
}

export interface DevicesView {
  readonly nowMs: number;
  readonly devices: readonly {
    readonly deviceId: string; readonly role: string; readonly names: Words; readonly category: string; readonly protocol: string; readonly address: string;
    readonly state: 'closed' | 'idle' | 'busy' | 'error'; readonly power: 'unknown' | 'online' | 'off' | 'offline'; readonly trouble: { readonly code: string; readonly extended: string | null; readonly detail: string } | null;
    readonly lastAnswerAtMs: number | null; readonly framesAccepted: number; readonly framesRefused: number; readonly connections: number;
    readonly lastTest: { readonly atMs: number; readonly healthy: boolean; readonly findings: readonly string[] } | null;
  }[];
}

export interface JournalView { readonly entries: readonly { readonly entryId: string; readonly terminalId: string; readonly sequence: number; readonly kind: EntryKind; readonly occurredAtMs: number; readonly summary: Words }[] }
export interface LinkView { readonly state: 'in-step' | 'waiting' | 'offline' | 'not-enrolled'; readonly waiting: number; readonly oldestWaitingMs: number | null; readonly since: number; readonly headOffice: string | null }
export interface FollowersView { readonly followers: readonly { readonly name: string; readonly throughEntry: number; readonly behind: number; readonly quarantined: { readonly entryId: string; readonly reason: string; readonly sinceMs: number } | null }[] }
/** What keeps the store's data safe: backups, room on the disk, signed heads. */
export interface UpkeepView {
  readonly nowMs: number;
  /** The newest backup; sizes are null for one made before the last start. */
  readonly backup: { readonly madeAtMs: number; readonly file: string; readonly bytes: number | null; readonly entries: number | null } | null;
  readonly backupTrouble: { readonly words: Words; readonly detail: string; readonly sinceMs: number } | null;
  readonly isBackingUp: boolean;
  readonly nextBackupMs: number;
  readonly backupFolder: string;
  /** Backups on the disk of the database do not survive it. */
  readonly isOnDatabaseDisk: boolean;
  readonly diskRoom: 'ample' | 'telemetry-stops' | 'disk-full' | 'read-only';
  /** When the heads of the journal were last signed since the start; null: not yet. */
  readonly headsSignedMs: number | null;
}
export interface PairingView { readonly httpsOrigin: string | null; readonly caFingerprint: string | null; readonly code: { readonly code: string; readonly expiresAtMs: number; readonly url: string } | null; readonly paired: readonly { readonly pairingId: string; readonly role: AccessRole; readonly laneId: string | null; readonly pairedAtMs: number; readonly lastSeenMs: number }[] }

export interface ReturnableSale {
  readonly entryId: string; readonly receiptNumber: string; readonly atMs: number; readonly totalMinor: Minor; readonly tenderKinds: readonly string[];
  readonly lines: readonly { readonly lineId: string; readonly names: Words; readonly soldBy: 'each' | 'weight'; readonly units: number; readonly returnedUnits: number; readonly amountMinor: Minor; readonly refundableMinor: Minor }[];
}
export interface ReceiptDetails { readonly entry: JournalEntryOf<'sale-completed'> | JournalEntryOf<'return-completed'>; readonly printed: 'waiting' | 'printed' | 'trouble' }

/** `asked` counts requests; 0 means that the store has nothing to forecast yet. `today` is the business day. */
export interface ForecastWorkView { readonly asked: number; readonly today: string; readonly products: number; readonly model: { readonly version: number; readonly sha256: string; readonly file: string } | null }

/** The whole journal reckoned anew beside what the followers hold. `equal` is true when every pair is. */
export interface Reconciliation {
  readonly equal: boolean;
  readonly sales: number; readonly returns: number; readonly salesMinor: number; readonly refundsMinor: number;
  readonly takings: { readonly journalMinor: number; readonly followerMinor: number };
  readonly stock: { readonly journalMovements: number; readonly journalUnits: number; readonly followerUnits: number; readonly productsApart: number };
  readonly receipts: { readonly journal: number; readonly printed: number; readonly waiting: number };
  readonly tenders: { readonly cashMinor: number; readonly qrCodeMinor: number; readonly openPayments: number };
  readonly heads: readonly { readonly terminalId: string; readonly sequence: number; readonly hash: string }[];
  readonly waitingForHeadOffice: number;
  /** SHA-256 over each terminal's business entries (kind, instant, body): the same day has the same hash. */
  readonly dayHash: string;
}
