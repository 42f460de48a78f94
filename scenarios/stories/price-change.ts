import type { JournalEntry } from 'retail-model/journal/entry.ts';
import { seededRandom } from 'simulators/seeded-random.ts';
import { enterHeadOffice } from '../parts/head-office-person.ts';
import { enterStore } from '../parts/person.ts';
import { inHouse } from './in-house.ts';
import { story } from './story.ts';

const LABELS = 12;
const MOST_ENTRIES = 20_000;

/**
 * Prices rise and fall at head office while some labels lie: a rise is charged only after the label's own word or a person's, a cut at once,
 * goods without a label at once. The journal is the witness.
 */
export const priceChange = story({ seed: 1, times: 5 }, ({ seed, times }, say) => inHouse({ seed, lanes: 1, labels: LABELS, clock: 'real', store: 'in-process', products: null, headOffice: true, inference: false }, async (house) => {
  const random = seededRandom(seed);
  const office = await enterStore(house.store().entryUrl('back-office'));
  const headOffice = await enterHeadOffice(await house.headOffice!.createEntryUrl('hq-admin', 'prices'));
  const { labels } = await office.until('labels', {}, 'every label shown', (view) => view.labels.length === LABELS && view.labels.every((label) => label.state === 'shown'), 120_000);
  const stock = await office.until('stock', {}, 'the stock', (view) => view.products.length > 0);
  const labelled = labels.map((label) => ({ labelId: label.labelId, productId: label.product!.productId }));
  const bare = stock.products.filter((one) => one.labelIds.length === 0 && one.product.priceMinor !== null).map((one) => one.product.productId);
  const charged = async (productId: string, amountMinor: number): Promise<void> =>
    void (await office.until('stock', {}, `${productId} at ${amountMinor}`, (view) => view.products.some((one) => one.product.productId === productId && one.product.priceMinor === amountMinor), 90_000));
  const counts = { changes: 0, rises: 0, cuts: 0, withoutLabel: 0, liars: 0, overcharged: 0, mismatches: 0 };

  for (let change = 1; change <= times; change += 1) {
    const kind = random.pick(['rise', 'cut', 'without-label', 'liar'] as const);
    const label = random.pick(labelled);
    const productId = kind === 'without-label' ? random.pick(bare) : label.productId;
    const now = (await office.until('stock', {}, 'the stock', () => true)).products.find((one) => one.product.productId === productId)!.product.priceMinor!;
    const amountMinor = kind === 'cut' ? Math.max(1, now - random.integer(1, Math.min(200, now - 1))) : now + random.integer(1, 300);
    say(`${kind}: ${productId} ${now} → ${amountMinor}`);
    if (kind === 'liar') await house.bench.do('label-gateway-1', 'label', { mac: label.labelId, fault: 'ack-without-showing' });
    await headOffice.send('setPrice', { productId, amountMinor, validFromMs: null, storeIds: null });
    if (kind === 'liar') {
      // The gateway says "downloaded", the glass still shows the old price: the till must keep it until a person has looked.
      await office.until('stock', {}, 'the price known', (view) => view.products.some((one) => one.product.productId === productId && one.wantedPriceMinor === amountMinor), 30_000);
      const held = await office.until('stock', {}, 'the price held', () => true);
      if (held.products.find((one) => one.product.productId === productId)!.product.priceMinor !== now) counts.overcharged += 1;
      await office.send('confirmShelf', { productId, staffId: 'manager-1' });
      await house.bench.do('label-gateway-1', 'label', { mac: label.labelId, fault: 'none' });
      counts.liars += 1;
    }
    await charged(productId, amountMinor);
    counts.changes += 1;
    if (kind === 'rise') counts.rises += 1;
    if (kind === 'cut') counts.cuts += 1;
    if (kind === 'without-label') counts.withoutLabel += 1;
  }
  const judged = judge(house.store().runtime!.data.newestEntries(MOST_ENTRIES).toReversed(), new Set(labelled.map((one) => one.productId)));
  office.leave();
  headOffice.leave();
  return { ok: counts.changes === times && judged.overcharged + counts.overcharged === 0 && judged.mismatches === 0, counts: { ...counts, overcharged: counts.overcharged + judged.overcharged, mismatches: judged.mismatches } };
}));

/** Every activation against what the journal says before it. `entries` oldest first, of the terminal that prices belong to. */
function judge(entries: readonly JournalEntry[], labelled: ReadonlySet<string>): { readonly overcharged: number; readonly mismatches: number } {
  const shown = new Set<string>();
  let overcharged = 0;
  let mismatches = 0;
  for (const entry of entries) {
    if (entry.kind === 'label-shown') shown.add(entry.body.priceId);
    if (entry.kind !== 'price-activated') continue;
    const { productId, priceId, fromMinor, toMinor, because } = entry.body;
    const isRise = fromMinor !== null && toMinor > fromMinor;
    if (isRise && labelled.has(productId) && because !== 'shelf-confirmed' && !shown.has(priceId)) overcharged += 1;
    if (!isRise && because !== 'cut' && because !== 'first-price') mismatches += 1;
    if (isRise && !labelled.has(productId) && because !== 'no-label') mismatches += 1;
  }
  return { overcharged, mismatches };
}
