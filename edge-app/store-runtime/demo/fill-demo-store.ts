import { STORE_TERMINAL, type Fact } from 'retail-model/journal/entry.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RuntimeConfig } from '../config.ts';
import type { StoreData } from '../open-store-data.ts';

const OPENING_DAYS_OF_STOCK = 4;
const CATALOGUE_WITHIN_MS = 60_000;

/**
 * Makes an empty demo store a shop: opening stock for every product and a shelf label before each of the first ones. Both are ordinary facts.
 * Waits for the catalogue to come from head office; without one the store opens empty and says so on its screens.
 */
export async function fillEmptyDemoStore(parts: {
  readonly config: RuntimeConfig;
  readonly data: StoreData;
  readonly catalogue: Catalogue;
  readonly onCatalogue: (heard: () => void) => () => void;
  readonly later: (ms: number, task: () => void) => () => void;
}): Promise<void> {
  const { data, catalogue, config } = parts;
  if (data.journal.headOf(STORE_TERMINAL) !== null) return;
  if (!(await catalogueArrived(parts))) return;
  const products = catalogue.products().map(({ product }) => product);
  const opening: Fact = {
    kind: 'stock-adjusted',
    body: {
      documentId: 'opening-stock', reason: 'opening', staffId: null,
      // Some of everything, a few things short, so that the first forecast has something to say.
      lines: products.map((product, index) => ({ productId: product.id, units: index % 17 === 5 ? 0 : Math.max(1, Math.round((product.packUnits * OPENING_DAYS_OF_STOCK * (1 + (index % 5))) / 4)) })),
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
