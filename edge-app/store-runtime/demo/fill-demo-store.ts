import { STORE_TERMINAL, type Fact } from 'retail-model/journal/entry.ts';
import { demoDemandHistory } from 'retail-model/replenishment/seeded-history.ts';
import { addDays } from 'retail-model/time/local-time.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RuntimeConfig } from '../config.ts';
import type { StoreData } from '../open-store-data.ts';

/** Longer than a season's quarter and shorter than what an inference run notices. */
const PAST_DAYS = 240;
const PAST_SEED = 7;
const CATALOGUE_WITHIN_MS = 60_000;

/**
 * Makes an empty demo store a shop: opening stock for every product and a shelf label before each of the first ones, both ordinary facts,
 * and an invented past, imported as the sales of an earlier system are.
 * Waits for the catalogue to come from head office; without one the store opens empty and says so on its screens.
 */
export async function fillEmptyDemoStore(parts: {
  readonly config: RuntimeConfig;
  readonly data: StoreData;
  readonly catalogue: Catalogue;
  readonly importHistory: (days: readonly { readonly productId: string; readonly businessDay: string; readonly units: number }[]) => void;
  readonly businessDay: () => string;
  readonly onCatalogue: (heard: () => void) => () => void;
  readonly later: (ms: number, task: () => void) => () => void;
}): Promise<void> {
  const { data, catalogue, config } = parts;
  if (data.journal.headOf(STORE_TERMINAL) !== null) return;
  if (!(await catalogueArrived(parts))) return;
  const products = catalogue.products().map(({ product }) => product);
  const today = parts.businessDay();
  const past = demoDemandHistory({ products: products.map(({ id, category, soldBy, packUnits }) => ({ productId: id, category, soldBy, packUnits })), today, days: PAST_DAYS, seed: PAST_SEED });
  parts.importHistory([...past].flatMap(([productId, units]) => units.map((sold, index) => ({ productId, businessDay: addDays(today, index - units.length), units: sold }))));
  const opening: Fact = {
    kind: 'stock-adjusted',
    body: {
      documentId: 'opening-stock', reason: 'opening', staffId: null,
      // Between nothing and a good week of each, so that the first forecast has something to say.
      lines: products.map((product, index) => {
        const lastWeek = (past.get(product.id) ?? []).slice(-7).reduce((sum, sold) => sum + sold, 0);
        return { productId: product.id, units: index % 17 === 5 ? 0 : Math.max(product.packUnits, Math.round((lastWeek * (1 + (index % 5))) / 4)) };
      }),
    },
  };
  const labels = config.demoLabels.slice(0, products.length).map((label, index): Fact => ({ kind: 'label-bound', body: { labelId: label.labelId, productId: products[index]!.id, widthPx: label.widthPx, heightPx: label.heightPx, colours: label.colours } }));
  await data.facts.recordAll(STORE_TERMINAL, [opening, ...labels]);
}

/** True once products and prices are there; false when they do not come in time. */
async function catalogueArrived({ config, catalogue, onCatalogue, later }: Parameters<typeof fillEmptyDemoStore>[0]): Promise<boolean> {
  const isThere = (): boolean => catalogue.productCount() > 0 && catalogue.settings().length > 0 && catalogue.suppliers().length > 0;
  if (isThere() || config.headOffice === null) return isThere();
  return new Promise((resolve) => {
    let settle: ReturnType<typeof later> | null = null;
    const finish = (arrived: boolean): void => {
      stop();
      cancel();
      settle?.();
      resolve(arrived);
    };
    const cancel = later(CATALOGUE_WITHIN_MS, () => finish(false));
    // The pages come one after another: the shop is filled when they have stopped coming for a moment.
    const stop = onCatalogue(() => {
      settle?.();
      settle = later(400, () => isThere() && finish(true));
    });
  });
}
