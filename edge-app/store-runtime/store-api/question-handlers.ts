import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Reconciliation } from 'retail-model/api/store-views.ts';
import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RuntimeConfig } from '../config.ts';
import type { StaffPins } from '../access/staff-pins.ts';
import { returnableSale } from '../checkout/return-goods.ts';
import type { Replenishment } from '../replenishment/replenishment.ts';
import { Refusal } from './refusal.ts';
import type { StoreHandlers } from './serve-store-api.ts';

/** What each question of the contract answers. Nothing here changes anything. */
export function questionHandlers(parts: {
  readonly config: RuntimeConfig;
  readonly connection: Database;
  readonly catalogue: Catalogue;
  readonly checkPin: StaffPins;
  readonly replenishment: Replenishment;
  readonly readEntry: (entryId: string) => Promise<JournalEntry | null>;
  readonly reconcile: () => Reconciliation;
  readonly printingOf: (receiptNumber: string) => 'waiting' | 'printed' | 'trouble';
}): StoreHandlers['questions'] {
  const { config, catalogue } = parts;
  return {
    whoAmI: async (_input, session) => ({
      role: session.role,
      laneId: session.laneId,
      store: { storeId: config.storeId, names: config.names, timeZone: config.timeZone, demo: config.demo },
      lanes: config.lanes,
      // A lane's screen lists staff to sign in with; names are all it needs.
      staff: catalogue.staff().map((one) => ({ staffId: one.id, names: one.names, roles: one.roles })),
      categories: catalogue.settings().flatMap((one) => (one.kind === 'category' ? [{ id: one.id, names: one.names }] : [])),
      suppliers: catalogue.suppliers().map((one) => ({ id: one.id, names: one.names })),
    }),
    searchProducts: async ({ text, category }) => catalogue.search(text, category),
    findReceipt: async ({ receiptNumber }) => returnableSale({ connection: parts.connection, readEntry: parts.readEntry }, receiptNumber),
    reconcile: async () => parts.reconcile(),
    receiptDetails: async ({ entryId }) => {
      const entry = await parts.readEntry(entryId);
      return entry?.kind === 'sale-completed' || entry?.kind === 'return-completed' ? { entry, printed: parts.printingOf(entry.body.receiptNumber) } : null;
    },
    signIn: async ({ staffId, pin, role }) => {
      const answer = await parts.checkPin(staffId, pin, [role]);
      if (!answer.ok) throw new Refusal(answer.kind, 'Not signed in');
      return { staffId };
    },
    demandHistory: async ({ afterProductId, limit }) => parts.replenishment.demand(afterProductId, limit),
  };
}
