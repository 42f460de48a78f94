import { z } from 'zod';
import { staffRole } from '../catalog/documents.ts';
import { language } from '../text/words.ts';
import type {
  AttendantView, DevicesView, FollowersView, ForecastWorkView, JournalView, LabelsView, LaneView, LinkView, OrdersView, PairingView, ReceiptDetails, Reconciliation, ReturnableSale, ShopProduct, StockView, TodayView, UpkeepView, WhoAmI,
} from './store-views.ts';

/**
 * The whole surface a screen has to the store: commands a person may do, views a person may watch, questions a person may ask.
 * `roles` says who may. A 'lane' session may only name its own lane. Commands answer nothing or a small value; refusals carry a `kind`.
 */
export const accessRole = z.enum(['lane', 'attendant', 'manager', 'engineer', 'inference']);
export type AccessRole = z.infer<typeof accessRole>;

const laneId = z.string().regex(/^[a-z0-9]{2,16}$/);
const id = z.string().min(1).max(80);
const pin = z.string().regex(/^\d{4,8}$/);
const minor = z.int().min(0).max(100_000_000);
const onLane = { laneId };
const people: readonly AccessRole[] = ['attendant', 'manager', 'engineer'];
const atLane: readonly AccessRole[] = ['lane', 'attendant', 'manager'];
const inOffice: readonly AccessRole[] = ['manager', 'engineer'];

const command = <I extends z.ZodType>(roles: readonly AccessRole[], input: I) => ({ roles, input });
const view = <P extends z.ZodType, S>(roles: readonly AccessRole[], params: P, _snapshot: (snapshot: S) => void) => ({ roles, params, snapshot: z.custom<S>() });
const of = <S>() => (_snapshot: S): void => {};

export const storeContract = {
  commands: {
    /** A code typed or shown at the lane: product, PLU, member, coupon, held-basket ticket. */
    enterCode: command(atLane, z.object({ ...onLane, text: z.string().min(1).max(512) })),
    addProduct: command(atLane, z.object({ ...onLane, productId: id, units: z.int().min(1).max(99) })),
    /** Takes what the lane's scale shows now for the product being weighed. */
    takeWeight: command(atLane, z.object(onLane)),
    leaveWeighing: command(atLane, z.object(onLane)),
    setUnits: command(atLane, z.object({ ...onLane, lineId: id, units: z.int().min(0).max(99) })),
    voidLine: command(atLane, z.object({ ...onLane, lineId: id })),
    cancelBasket: command(atLane, z.object(onLane)),
    chooseLanguage: command(atLane, z.object({ ...onLane, language })),
    callHelp: command(atLane, z.object(onLane)),
    startPayment: command(atLane, z.object(onLane)),
    leavePayment: command(atLane, z.object(onLane)),
    payCash: command(atLane, z.object({ ...onLane, givenMinor: minor })),
    /** The shopper's WeChat Pay or Alipay code, as scanned or typed. */
    payByCode: command(atLane, z.object({ ...onLane, payCode: z.string().regex(/^\d{16,24}$/) })),
    finish: command(atLane, z.object(onLane)),
    suspendBasket: command(atLane, z.object(onLane)),
    resumeBasket: command(atLane, z.object({ ...onLane, ticket: id })),
    reprintReceipt: command(people, z.object({ ...onLane, receiptNumber: z.string().max(40) })),

    answerHelp: command(people, z.object({ ...onLane, interventionId: id, decision: z.enum(['approved', 'refused', 'resolved']), staffId: id, pin })),
    pauseLane: command(people, z.object(onLane)),
    openLane: command(people, z.object(onLane)),
    /** A cashier takes a lane; a second one is refused until the first has signed out. */
    signInToLane: command(atLane, z.object({ ...onLane, staffId: id, pin })),
    signOutOfLane: command(atLane, z.object(onLane)),
    returnGoods: command(people, z.object({ ...onLane, receiptNumber: z.string().max(40), lines: z.array(z.object({ lineId: id, units: z.int().positive() })).min(1).max(200), refundAs: z.enum(['cash', 'original']), staffId: id, pin })),

    approveOrder: command(inOffice, z.object({ supplierId: id, lines: z.array(z.object({ productId: id, units: z.int().positive() })).min(1).max(2000), staffId: id })),
    forecastNow: command(inOffice, z.object({})),
    receiveStock: command(inOffice, z.object({ supplierId: id.nullable(), orderId: id.nullable(), lines: z.array(z.object({ productId: id, units: z.int().positive() })).min(1).max(2000), staffId: id.nullable() })),
    adjustStock: command(inOffice, z.object({ reason: z.enum(['count', 'scrap', 'found', 'theft']), productId: id, units: z.int(), staffId: id.nullable() })),
    bindLabel: command(inOffice, z.object({ labelId: z.string().regex(/^[0-9A-F]{12}$/), productId: id.nullable() })),
    retryLabel: command(people, z.object({ labelId: id })),
    /** A person has seen that the shelf shows the new price: the till may follow. */
    confirmShelf: command(people, z.object({ productId: id, staffId: id })),
    testDevice: command(inOffice, z.object({ deviceId: id })),
    retryFollower: command(inOffice, z.object({ name: id })),
    createPairingCode: command(inOffice, z.object({ role: accessRole, laneId: laneId.nullable() })),
    revokePairing: command(inOffice, z.object({ pairingId: id })),
    closeDay: command(inOffice, z.object({ staffId: id })),
    /** Answers when the backup is made and verified; `not-now` where it could not be made: the view `upkeep` says why. */
    backUpNow: command(inOffice, z.object({})),
    /** From the inference host: forecasts of one run, as bounded pages. */
    publishForecast: command(['inference'], z.object({
      runId: id, modelVersion: z.string().max(80), madeAtMs: z.int(), last: z.boolean(),
      products: z.array(z.object({ productId: id, method: z.enum(['model', 'fallback']), days: z.array(z.object({ mean: z.number().nonnegative(), quantiles: z.array(z.number().nonnegative()).length(10) })).min(1).max(30),
        sums: z.array(z.object({ days: z.int().positive(), mean: z.number().nonnegative(), quantiles: z.array(z.number().nonnegative()).length(10) })).max(30) })).max(500),
    })),
  },
  views: {
    lane: view(atLane, z.object(onLane), of<LaneView>()),
    attendant: view(people, z.object({}), of<AttendantView>()),
    today: view(inOffice, z.object({}), of<TodayView>()),
    stock: view(inOffice, z.object({}), of<StockView>()),
    orders: view(inOffice, z.object({}), of<OrdersView>()),
    labels: view(people, z.object({}), of<LabelsView>()),
    devices: view(people, z.object({}), of<DevicesView>()),
    journal: view(inOffice, z.object({ limit: z.int().min(1).max(500) }), of<JournalView>()),
    link: view(['lane', 'attendant', 'manager', 'engineer'], z.object({}), of<LinkView>()),
    followers: view(inOffice, z.object({}), of<FollowersView>()),
    upkeep: view(inOffice, z.object({}), of<UpkeepView>()),
    pairing: view(inOffice, z.object({}), of<PairingView>()),
    /** What the inference host should do: forecast anew when `asked` rises, with this model. */
    forecastWork: view(['inference'], z.object({}), of<ForecastWorkView>()),
  },
  questions: {
    whoAmI: { roles: accessRole.options, input: z.object({}), answer: z.custom<WhoAmI>() },
    /** Look-up by name in either language, pinyin initials, PLU, barcode or category; at most 60, best first. */
    searchProducts: { roles: ['lane', 'attendant', 'manager', 'engineer'] as readonly AccessRole[], input: z.object({ text: z.string().max(60), category: z.string().max(64).nullable() }), answer: z.custom<readonly ShopProduct[]>() },
    findReceipt: { roles: people, input: z.object({ receiptNumber: z.string().max(40) }), answer: z.custom<ReturnableSale | null>() },
    /** Does the day add up? Every figure is reckoned anew from the journal and held against what follows it. */
    reconcile: { roles: inOffice, input: z.object({}), answer: z.custom<Reconciliation>() },
    receiptDetails: { roles: people, input: z.object({ entryId: z.string().max(60) }), answer: z.custom<ReceiptDetails | null>() },
    signIn: { roles: people, input: z.object({ staffId: id, pin, role: staffRole }), answer: z.custom<{ readonly staffId: string }>() },
    /** What the inference host needs: daily demand per product, newest day last; read in pages by product id. */
    demandHistory: { roles: ['inference'] as readonly AccessRole[], input: z.object({ afterProductId: z.string().max(64), limit: z.int().min(1).max(500) }), answer: z.custom<DemandPage>() },
  },
} as const;

export interface DemandPage {
  readonly today: string;
  readonly products: readonly { readonly productId: string; readonly category: string; readonly firstDay: string; readonly units: readonly number[]; readonly pricesMinor: readonly number[]; readonly promoted: readonly boolean[]; readonly stockedShare: readonly number[] }[];
}

export type StoreContract = typeof storeContract;
export type CommandName = keyof StoreContract['commands'];
export type ViewName = keyof StoreContract['views'];
export type QuestionName = keyof StoreContract['questions'];
export type CommandInput<C extends CommandName> = z.infer<StoreContract['commands'][C]['input']>;
export type ViewParams<V extends ViewName> = z.infer<StoreContract['views'][V]['params']>;
export type ViewSnapshot<V extends ViewName> = z.infer<StoreContract['views'][V]['snapshot']>;
export type QuestionInput<Q extends QuestionName> = z.infer<StoreContract['questions'][Q]['input']>;
export type QuestionAnswer<Q extends QuestionName> = z.infer<StoreContract['questions'][Q]['answer']>;

/** What a screen says on `/live`. `as` is the screen's own number for the watch; snapshots come back under it as `{ as, snapshot }`. */
export const liveRequest = z.union([
  z.object({ as: z.int(), watch: z.enum(Object.keys(storeContract.views) as [ViewName, ...ViewName[]]), params: z.unknown() }),
  z.object({ as: z.int(), unwatch: z.literal(true) }),
]);

/** A refusal: HTTP status beside it is 4xx or 503. `kind` is stable; screens hold the words (`ui-kit`), `detail` is for the engineer. */
export interface Refused { readonly kind: RefusalKind; readonly detail: string }
export type RefusalKind =
  | 'bad-input' | 'no-session' | 'not-allowed' | 'unknown-host' | 'foreign-origin' | 'not-found' | 'wrong-pin' | 'too-many-tries' | 'lane-has-cashier' | 'not-now' | 'cannot-sell' | 'busy' | 'already-returned' | 'code-used' | 'internal';
