import type { LabelsView } from 'retail-model/api/store-views.ts';
import { foldText, productMatches } from '../stock/stock-filter.ts';

export type Label = LabelsView['labels'][number];
export const labelShows = ['all', 'trouble', 'waiting', 'battery', 'unbound'] as const;
export type LabelShow = (typeof labelShows)[number];

const shown: Readonly<Record<LabelShow, (label: Label) => boolean>> = {
  all: () => true,
  trouble: (label) => label.state === 'failed' || label.state === 'silent',
  waiting: (label) => label.state === 'waiting' || label.state === 'sending',
  battery: (label) => label.batteryLow,
  unbound: (label) => label.state === 'unbound',
};

/** Worst first: a person must go there, then what is on its way, then what has no product, then what is right. */
const order: Readonly<Record<Label['state'], number>> = { failed: 0, silent: 1, waiting: 2, sending: 3, unbound: 4, shown: 5 };

export function filterLabels(labels: readonly Label[], show: LabelShow, search: string): readonly Label[] {
  const text = foldText(search);
  return labels
    .filter((label) => shown[show](label) && (foldText(label.labelId).includes(text.replaceAll(':', '')) || (label.product !== null && productMatches(label.product, search))))
    .toSorted((a, b) => order[a.state] - order[b.state] || Number(b.batteryLow) - Number(a.batteryLow) || a.labelId.localeCompare(b.labelId));
}

/** Bars out of four for a received signal strength; 0 when nothing is known. −60 dBm is beside the gateway, −90 dBm is the edge. */
export function signalBars(rssiDbm: number | null): 0 | 1 | 2 | 3 | 4 {
  if (rssiDbm === null) return 0;
  return rssiDbm >= -60 ? 4 : rssiDbm >= -70 ? 3 : rssiDbm >= -80 ? 2 : 1;
}
