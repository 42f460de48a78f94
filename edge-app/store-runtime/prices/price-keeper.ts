import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Fact } from 'retail-model/journal/entry.ts';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import { nextCharge, type LabelOnShelf, type PricePoint } from 'retail-model/shelf-label/price-follows-shelf.ts';
import { prepared } from '../prepared.ts';
import type { StoreJournal } from '../store-journal.ts';

const ACTIVATIONS_PER_BATCH = 500;

export interface PriceKeeper {
  /** Looks again at these products (all that are due when null). Resolves when what follows is durable. */
  review(productIds: readonly string[] | null): Promise<void>;
  /** A person has seen the new price on the shelf. */
  confirmShelf(productId: string, staffId: string): Promise<void>;
  /** The price the shelf should show now: the newest valid one, charged yet or not. */
  wanted(productId: string): PricePoint | null;
  /** When the next planned price becomes valid; null when none is planned. */
  nextStartMs(): number | null;
}

/**
 * Decides when each price is charged (R13): a rise only once its label shows it or a person confirms the shelf, a cut at once,
 * an item without a label at once. The decision is a journal entry; `charged_price` follows it.
 */
export function openPriceKeeper(parts: { readonly connection: Database; readonly journal: StoreJournal; readonly nowMs: () => number; readonly onActivated: () => void }): PriceKeeper {
  const { connection, journal } = parts;
  let reviewedThroughMs = 0;
  let chain: Promise<void> = Promise.resolve();

  const wanted = (productId: string): PricePoint | null => {
    const row = prepared(connection, 'SELECT id, amount_minor FROM catalogue_price WHERE product_id = ? AND valid_from_ms <= ? ORDER BY valid_from_ms DESC, epoch DESC, id DESC LIMIT 1').get(productId, parts.nowMs()) as { id: string; amount_minor: number } | undefined;
    return row ? { priceId: row.id, amountMinor: row.amount_minor } : null;
  };
  const charged = (productId: string): PricePoint | null => {
    const row = prepared(connection, 'SELECT price_id, amount_minor FROM charged_price WHERE product_id = ?').get(productId) as { price_id: string; amount_minor: number } | undefined;
    return row ? { priceId: row.price_id, amountMinor: row.amount_minor } : null;
  };
  const labels = (productId: string): readonly LabelOnShelf[] =>
    (prepared(connection, 'SELECT shown_price_id FROM shelf_label WHERE product_id = ?').all(productId) as { shown_price_id: string | null }[]).map((row) => ({ shownPriceId: row.shown_price_id }));

  function activation(productId: string, confirmedBy: string | null): Fact | null {
    const now = charged(productId);
    const next = nextCharge({ charged: now, wanted: wanted(productId), labels: labels(productId), confirmed: confirmedBy !== null });
    if (!next) return null;
    return { kind: 'price-activated', body: { productId, priceId: next.price.priceId, fromMinor: now?.amountMinor ?? null, toMinor: next.price.amountMinor, because: next.because, staffId: confirmedBy } };
  }
  async function activate(facts: readonly Fact[]): Promise<void> {
    for (let start = 0; start < facts.length; start += ACTIVATIONS_PER_BATCH) await journal.recordAll(STORE_TERMINAL, facts.slice(start, start + ACTIVATIONS_PER_BATCH));
    if (facts.length > 0) parts.onActivated();
  }
  /** One review at a time, so that no activation is written twice. */
  function serially(work: () => Promise<void>): Promise<void> {
    const done = chain.then(work);
    chain = done.catch(() => undefined);
    return done;
  }
  const due = (): readonly string[] => {
    const throughMs = parts.nowMs();
    const rows = prepared(connection, 'SELECT DISTINCT product_id FROM catalogue_price WHERE valid_from_ms > ? AND valid_from_ms <= ?').all(reviewedThroughMs, throughMs) as { product_id: string }[];
    reviewedThroughMs = throughMs;
    return rows.map((row) => row.product_id);
  };

  return {
    wanted,
    review: (productIds) => serially(async () => activate((productIds ?? due()).flatMap((productId) => activation(productId, null) ?? []))),
    confirmShelf: (productId, staffId) => serially(async () => activate([activation(productId, staffId) ?? []].flat())),
    nextStartMs: () => (prepared(connection, 'SELECT min(valid_from_ms) AS at FROM catalogue_price WHERE valid_from_ms > ?').get(parts.nowMs()) as { at: number | null }).at,
  };
}
