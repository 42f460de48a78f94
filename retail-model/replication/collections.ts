import { z } from 'zod';
import { forecastModel, member, price, product, promotion, setting, staff, supplier } from '../catalog/documents.ts';
import { entryHeader } from '../journal/entry.ts';

/**
 * Every collection that moves between store and head office, with its owner. The server refuses a write in the wrong direction.
 * The free RxDB stops at 13 open collections in a process: stay at or below 12.
 */
export type Direction = 'to-head-office' | 'from-head-office';

export interface CollectionDefinition {
  readonly direction: Direction;
  readonly document: z.ZodType;
  /** Indexes beside the primary key `id`. */
  readonly indexes: readonly (readonly string[])[];
}

const journalDocument = entryHeader.extend({ kind: z.string().max(40), body: z.record(z.string(), z.unknown()) });

export const collections = {
  journal: { direction: 'to-head-office', document: journalDocument, indexes: [['terminalId', 'sequence']] },
  products: { direction: 'from-head-office', document: product, indexes: [['gtin']] },
  prices: { direction: 'from-head-office', document: price, indexes: [['productId', 'validFromMs']] },
  promotions: { direction: 'from-head-office', document: promotion, indexes: [] },
  members: { direction: 'from-head-office', document: member, indexes: [['memberCode']] },
  staff: { direction: 'from-head-office', document: staff, indexes: [] },
  suppliers: { direction: 'from-head-office', document: supplier, indexes: [] },
  settings: { direction: 'from-head-office', document: setting, indexes: [] },
  models: { direction: 'from-head-office', document: forecastModel, indexes: [] },
} as const satisfies Record<string, CollectionDefinition>;

export type CollectionName = keyof typeof collections;
export type DocumentOf<C extends CollectionName> = z.infer<(typeof collections)[C]['document']>;
export const collectionNames = Object.keys(collections) as readonly CollectionName[];
