import type { HqViewName } from 'retail-model/api/hq-contract.ts';
import { auditView, catalogueView, enrolmentView, meView } from './administration-views.ts';
import { chainView } from './chain-view.ts';
import type { HqView } from './hq-view.ts';
import { ordersView } from './orders-view.ts';
import { peopleView } from './people-commands.ts';
import { pricesView } from './prices-view.ts';
import { quarantineView } from './quarantine-view.ts';
import { stockView } from './stock-view.ts';
import { receiptView, storeView } from './store-view.ts';

/** One function for every view of the contract. */
export const hqViews: { readonly [V in HqViewName]: HqView<V> } = {
  me: meView, chain: chainView, store: storeView, receipt: receiptView, stock: stockView, prices: pricesView,
  orders: ordersView, quarantine: quarantineView, enrolment: enrolmentView, catalogue: catalogueView, audit: auditView, people: peopleView,
};
