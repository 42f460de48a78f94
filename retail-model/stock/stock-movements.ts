import type { JournalEntry } from '../journal/entry.ts';

/** Stock is the sum of these. `units`: pieces, or grams for goods sold by weight; negative when goods leave. */
export interface StockMovement { readonly movementId: string; readonly productId: string; readonly units: number; readonly because: 'sale' | 'return' | 'received' | 'adjusted'; readonly atMs: number }

/** The movements that a fact means: none for most. Ids derive from the entry, so twice is once. Pure; the same fold in the store and at head office. */
export function stockMovementsOf(entry: JournalEntry): readonly StockMovement[] {
  const movement = (line: string, productId: string, units: number, because: StockMovement['because']): StockMovement => ({
    movementId: `${entry.id}/${line}`, productId, units, because, atMs: entry.occurredAtMs,
  });
  switch (entry.kind) {
    case 'sale-completed': return entry.body.lines.map((line) => movement(line.lineId, line.productId, -line.units, 'sale'));
    case 'return-completed': return entry.body.lines.map((line) => movement(line.originalLineId, line.productId, line.units, 'return'));
    case 'stock-received': return entry.body.lines.map((line, index) => movement(String(index), line.productId, line.units, 'received'));
    case 'stock-adjusted': return entry.body.lines.map((line, index) => movement(String(index), line.productId, line.units, 'adjusted'));
    default: return [];
  }
}
