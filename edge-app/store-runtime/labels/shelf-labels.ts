import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import { inLanguage } from 'retail-model/text/words.ts';
import type { LabelEvent } from 'hardware-drivers/shelf-label-gateway/label-event.ts';
import { labelPictureHashInput, labelPictureId, type LabelPicture } from 'hardware-drivers/shelf-label-gateway/label-picture.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { prepared } from '../prepared.ts';
import type { PriceKeeper } from '../prices/price-keeper.ts';
import type { StoreJournal } from '../store-journal.ts';
import { drawLabel, type LabelColours } from './label-design.ts';

/** What a gateway can do with a label; `hardware-drivers/shelf-label-gateway` implements it. */
export interface LabelGateway {
  want(labelId: string, picture: LabelPicture): void;
  forget(labelId: string): void;
}

interface Wish { readonly priceId: string; readonly amountMinor: number; readonly picture: LabelPicture }
export interface LabelHealth { readonly lastSeenMs: number | null; readonly batteryMillivolt: number | null; readonly batteryLow: boolean; readonly trouble: 'silent' | 'failed' | null; readonly attempts: number }
interface LabelRow { readonly label_id: string; readonly product_id: string | null; readonly width_px: number; readonly height_px: number; readonly colours: LabelColours; readonly shown_hash: string | null }

const unheard: LabelHealth = { lastSeenMs: null, batteryMillivolt: null, batteryLow: false, trouble: null, attempts: 0 };

/**
 * Keeps every bound label at the picture of its product's wanted price. A label counts as right only when it says itself that it shows the
 * picture; that report is a journal entry, and the price keeper lets the till follow.
 */
export function openShelfLabels(parts: {
  readonly connection: Database;
  readonly catalogue: Catalogue;
  readonly prices: PriceKeeper;
  readonly journal: StoreJournal;
  readonly gateways: () => readonly LabelGateway[];
  readonly nowMs: () => number;
  readonly onChanged: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}) {
  const { connection } = parts;
  const wishes = new Map<string, Wish>();
  const health = new Map<string, LabelHealth>();
  const rows = (where: string, ...values: readonly string[]): readonly LabelRow[] => prepared(connection, `SELECT label_id, product_id, width_px, height_px, colours, shown_hash FROM shelf_label ${where}`).all(...values) as LabelRow[];

  function pictureFor(row: LabelRow): Wish | null {
    const sellable = row.product_id === null ? null : parts.catalogue.byId(row.product_id);
    const wanted = sellable ? parts.prices.wanted(sellable.product.id) : null;
    if (!sellable || !wanted) return null;
    const offer = parts.catalogue.promotions().find((one) => one.active && one.validFromMs <= parts.nowMs() && parts.nowMs() < one.validUntilMs && 'productIds' in one.rule && one.rule.productIds.includes(sellable.product.id));
    const promotionWords = offer ? `${inLanguage(offer.names, 'zh-CN')} ${inLanguage(offer.names, 'en')}` : null;
    const drawn = drawLabel({ product: sellable.product, amountMinor: wanted.amountMinor, promotionWords }, { widthPx: row.width_px, heightPx: row.height_px, colours: row.colours });
    // The price document is part of the picture's identity: two documents of one amount look alike but are proven apart.
    const hash = createHash('sha256').update(labelPictureHashInput(drawn)).update(wanted.priceId).digest('hex');
    return { ...wanted, picture: { ...drawn, hash, id: labelPictureId(hash) } };
  }

  function refresh(row: LabelRow): void {
    const wish = pictureFor(row);
    if (!wish) {
      wishes.delete(row.label_id);
      for (const gateway of parts.gateways()) gateway.forget(row.label_id);
      return;
    }
    if (wishes.get(row.label_id)?.picture.hash === wish.picture.hash) return;
    wishes.set(row.label_id, wish);
    for (const gateway of parts.gateways()) gateway.want(row.label_id, wish.picture);
  }

  const remember = (labelId: string, change: Partial<LabelHealth>): void => void health.set(labelId, { ...(health.get(labelId) ?? unheard), ...change });

  async function shown(labelId: string, pictureHash: string, pictureId: number): Promise<void> {
    const wish = wishes.get(labelId);
    const row = rows('WHERE label_id = ?', labelId)[0];
    if (!wish || !row?.product_id || wish.picture.hash !== pictureHash || row.shown_hash === pictureHash) return;
    await parts.journal.record(STORE_TERMINAL, 'label-shown', { labelId, productId: row.product_id, priceId: wish.priceId, amountMinor: wish.amountMinor, pictureId, pictureHash });
    await parts.prices.review([row.product_id]);
  }

  async function heard(event: LabelEvent): Promise<void> {
    switch (event.kind) {
      case 'label-seen': return remember(event.mac, { lastSeenMs: event.atMs, batteryMillivolt: event.batteryMv, trouble: null });
      case 'label-shown':
        remember(event.mac, { lastSeenMs: event.atMs, trouble: null, attempts: 0 });
        return shown(event.mac, event.pictureHash, event.pictureId);
      case 'label-battery-low':
        remember(event.mac, { batteryLow: true, batteryMillivolt: event.batteryMv });
        return void (await parts.journal.record(STORE_TERMINAL, 'label-troubled', { labelId: event.mac, trouble: 'battery-low', detail: `${event.batteryMv} mV` }));
      case 'label-silent':
        remember(event.mac, { trouble: 'silent' });
        return void (await parts.journal.record(STORE_TERMINAL, 'label-troubled', { labelId: event.mac, trouble: 'silent', detail: '' }));
      case 'label-failed':
        remember(event.mac, { trouble: 'failed', attempts: event.attempts });
        return void (await parts.journal.record(STORE_TERMINAL, 'label-troubled', { labelId: event.mac, trouble: 'failed', detail: event.because }));
      case 'label-wrong-picture':
        return void (await parts.journal.record(STORE_TERMINAL, 'label-troubled', { labelId: event.mac, trouble: 'wrong-picture', detail: `shows ${event.pictureId}, wanted ${event.wantedPictureId}` }));
    }
  }

  return {
    /** Draws and wishes anew for the labels of these products; all labels when null. Unchanged pictures cost nothing on the air. */
    refresh(productIds: readonly string[] | null): void {
      const due = productIds === null ? rows('') : productIds.flatMap((productId) => rows('WHERE product_id = ?', productId));
      for (const row of due) refresh(row);
      parts.onChanged();
    },
    /** A gateway came (back): tell it every wish. */
    tellAgain(gateway: LabelGateway): void {
      for (const [labelId, wish] of wishes) gateway.want(labelId, wish.picture);
    },
    retry(labelId: string): void {
      const wish = wishes.get(labelId);
      if (!wish) return;
      for (const gateway of parts.gateways()) {
        gateway.forget(labelId);
        gateway.want(labelId, wish.picture);
      }
      remember(labelId, { trouble: null, attempts: 0 });
      parts.onChanged();
    },
    heard(event: LabelEvent): void {
      heard(event).catch((error: unknown) => parts.onTrouble(event.kind, error)).finally(parts.onChanged);
    },
    wish: (labelId: string): { readonly priceId: string; readonly amountMinor: number; readonly picture: LabelPicture } | null => wishes.get(labelId) ?? null,
    health: (labelId: string): LabelHealth => health.get(labelId) ?? unheard,
    /** Labels that do not show what they should, and those in trouble. */
    counts(): { readonly waiting: number; readonly inTrouble: number } {
      const shownHash = new Map(rows('').map((row) => [row.label_id, row.shown_hash]));
      let waiting = 0;
      let inTrouble = 0;
      for (const [labelId, wish] of wishes) {
        if (shownHash.get(labelId) !== wish.picture.hash) waiting += 1;
        if (health.get(labelId)?.trouble) inTrouble += 1;
      }
      return { waiting, inTrouble };
    },
  };
}
export type ShelfLabels = ReturnType<typeof openShelfLabels>;
