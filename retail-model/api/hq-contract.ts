import { z } from 'zod';
import { member, price, product, promotion, staff } from '../catalog/documents.ts';
import { storeId } from '../journal/entry.ts';
import { words } from '../text/words.ts';
import type {
  AuditSnapshot, CatalogueSnapshot, ChainSnapshot, EnrolmentSnapshot, MeSnapshot, OrdersSnapshot, PeopleSnapshot, PricesSnapshot, QuarantineSnapshot, ReceiptSnapshot, StockSnapshot, StoreSnapshot,
} from './hq-snapshots.ts';

/**
 * The whole surface a screen has to head office: `POST /commands/<name>` with `input` answers 200 with `result`;
 * `/live` is one WebSocket per window with every view it watches (`hqLiveRequest` in, `HqLiveAnswer` out), whole snapshots, newest wins.
 */
export const hqRole = z.enum(['hq-admin', 'merchandiser', 'auditor', 'store-manager']);
export type HqRole = z.infer<typeof hqRole>;

/** A store manager sees the own store and nothing of another. */
const everyone: readonly HqRole[] = ['hq-admin', 'merchandiser', 'auditor', 'store-manager'];
const office: readonly HqRole[] = ['hq-admin', 'merchandiser', 'auditor'];
const assortment: readonly HqRole[] = ['hq-admin', 'merchandiser'];
const administration: readonly HqRole[] = ['hq-admin'];

const nothing = z.object({});
export const accountName = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);
/** Length is what makes a password strong (NIST SP 800-63B §5.1.1). */
const password = z.string().min(10).max(200);

/** `POST /sign-in`, and `POST /first-admin` with the code of the console as long as nobody has an account. Both answer with a session cookie. */
export const signInRequest = z.object({ accountName: z.string().max(40), password: z.string().max(200) });
export const firstAdminRequest = z.object({ code: z.string().min(8).max(64), accountName, displayName: z.string().min(1).max(80), password });
/** `GET /sign-in`. */
export const signInState = z.object({ signedIn: z.boolean(), firstAdmin: z.boolean(), demo: z.boolean() });
export type SignInState = z.infer<typeof signInState>;
const id = z.string().min(1).max(80);
const storeIds = z.array(storeId).min(1).max(2000).nullable();
const search = z.string().max(80);

export const hqContract = {
  commands: {
    /** A new price per piece or kilogram; `validFromMs` null is now, `storeIds` null is every store. */
    setPrice: { input: z.object({ productId: price.shape.productId, amountMinor: price.shape.amountMinor, validFromMs: z.int().nonnegative().nullable(), storeIds }), result: z.object({ priceId: id }), roles: assortment },
    putProduct: { input: product, result: nothing, roles: assortment },
    putPromotion: { input: promotion.extend({ storeIds }), result: nothing, roles: assortment },
    putMember: { input: member, result: nothing, roles: assortment },
    /** Staff of the stores. The PIN hash is made by head office; `pin` null keeps the present one. */
    putStaff: { input: staff.omit({ pinHash: true }).extend({ pin: z.string().regex(/^\d{4,8}$/).nullable() }), result: nothing, roles: administration },
    setStaffPin: { input: z.object({ staffId: staff.shape.id, pin: z.string().regex(/^\d{4,8}$/) }), result: nothing, roles: administration },
    putStore: { input: z.object({ storeId, names: words }), result: nothing, roles: administration },
    /** A one-use code for the store's appliance, shown once, good for a day. */
    createEnrolmentCode: { input: z.object({ storeId }), result: z.object({ code: z.string(), expiresAtMs: z.int() }), roles: administration },
    withdrawEnrolmentCode: { input: z.object({ codeId: id }), result: nothing, roles: administration },
    revokeDevice: { input: z.object({ deviceId: id }), result: nothing, roles: administration },
    /** A one-use code that opens these screens with a role; `enterPath` is to be opened on this origin. */
    createEntryCode: { input: z.object({ role: hqRole.exclude(['store-manager']), who: z.string().min(1).max(80) }), result: z.object({ enterPath: z.string(), expiresAtMs: z.int() }), roles: administration },
    /** Judges the entry again, as it came or as repaired text. The answer says what became of it. */
    replayQuarantined: { input: z.object({ quarantineId: id, repairedText: z.string().max(600_000).nullable() }), result: z.object({ outcome: z.enum(['accepted', 'parked', 'still-refused']), reason: z.string().nullable() }), roles: administration },
    /** Someone who signs in with a password; `password` null keeps the present one. A store manager has a store, the others have none. Not active: signed out at once. */
    putAccount: { input: z.object({ accountName, displayName: z.string().min(1).max(80), role: hqRole, storeId: storeId.nullable(), password: password.nullable(), active: z.boolean() }), result: nothing, roles: administration },
    /** One's own; every other session of the account ends. */
    changePassword: { input: z.object({ oldPassword: z.string().max(200), newPassword: password }), result: nothing, roles: everyone },
    /** An administrator ends any, the others end their own. */
    endSession: { input: z.object({ sessionId: id }), result: nothing, roles: everyone },
    dismissQuarantined: { input: z.object({ quarantineId: id }), result: nothing, roles: administration },
  },
  views: {
    me: { params: nothing, snapshot: z.custom<MeSnapshot>(), roles: everyone },
    chain: { params: nothing, snapshot: z.custom<ChainSnapshot>(), roles: everyone },
    store: { params: z.object({ storeId }), snapshot: z.custom<StoreSnapshot>(), roles: everyone },
    receipt: { params: z.object({ entryId: id }), snapshot: z.custom<ReceiptSnapshot>(), roles: everyone },
    stock: { params: z.object({ storeId: storeId.nullable(), search, onlyOut: z.boolean() }), snapshot: z.custom<StockSnapshot>(), roles: everyone },
    prices: { params: z.object({ search, onlyUnfinished: z.boolean() }), snapshot: z.custom<PricesSnapshot>(), roles: office },
    orders: { params: z.object({ storeId: storeId.nullable() }), snapshot: z.custom<OrdersSnapshot>(), roles: everyone },
    quarantine: { params: z.object({ storeId: storeId.nullable() }), snapshot: z.custom<QuarantineSnapshot>(), roles: office },
    enrolment: { params: nothing, snapshot: z.custom<EnrolmentSnapshot>(), roles: administration },
    catalogue: { params: z.object({ search }), snapshot: z.custom<CatalogueSnapshot>(), roles: office },
    /** An administrator sees everybody, the others their own sessions. */
    people: { params: nothing, snapshot: z.custom<PeopleSnapshot>(), roles: everyone },
    audit: { params: nothing, snapshot: z.custom<AuditSnapshot>(), roles: ['hq-admin', 'auditor'] as readonly HqRole[] },
  },
} as const;

export type HqContract = typeof hqContract;
export type HqCommandName = keyof HqContract['commands'];
export type HqViewName = keyof HqContract['views'];
export type HqCommandInput<C extends HqCommandName> = z.infer<HqContract['commands'][C]['input']>;
export type HqCommandResult<C extends HqCommandName> = z.infer<HqContract['commands'][C]['result']>;
export type HqViewParams<V extends HqViewName> = z.infer<HqContract['views'][V]['params']>;
export type HqViewSnapshot<V extends HqViewName> = z.infer<HqContract['views'][V]['snapshot']>;

/** What a screen says on `/live`. `as` is the screen's own number for the watch; snapshots come back under it. At most 32 watches a window. */
export const hqLiveRequest = z.union([
  z.object({ as: z.int().nonnegative(), watch: z.enum(Object.keys(hqContract.views) as [HqViewName, ...HqViewName[]]), params: z.unknown() }),
  z.object({ as: z.int().nonnegative(), unwatch: z.literal(true) }),
]);

/** What comes back: a whole snapshot, or why there is none. A heartbeat `{ beat: true }` comes every 15 s; without one for 30 s the connection is lost. */
export type HqLiveAnswer =
  | { readonly as: number; readonly snapshot: unknown }
  | { readonly as: number; readonly refused: 'not-allowed' | 'bad-params' | 'not-found' | 'too-many' }
  | { readonly beat: true };

/** Why a command was refused. 400 bad-input, 401 no-session, 403 not-allowed or foreign-origin, 404 not-found, 409 not-possible, 421 unknown-host, 429 busy; 401 wrong-password for a sign-in. */
export type HqRefusalKind = 'wrong-password' | 'bad-input' | 'no-session' | 'not-allowed' | 'foreign-origin' | 'not-found' | 'not-possible' | 'unknown-host' | 'busy';
export interface HqRefusal { readonly kind: HqRefusalKind; readonly detail: string }
