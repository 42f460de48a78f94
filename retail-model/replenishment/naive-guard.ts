import { exposureOf, type DemandSeries } from './demand-series.ts';
import { varianceRatioOf } from './statistical-forecast.ts';

/** How far both were off on days that are known by now: squared errors in units of the variance to be expected. */
interface GroupErrors { model: number; statistics: number; days: number }

/** The model may be this much worse before a group is taken from it: the yardstick is short and noisy. */
const TOLERANCE = 1.02;
/** A group needs this many known days of products to be judged by itself; smaller ones share the shop's verdict. */
const LEAST_DAYS = 140;

/**
 * Names of the categories for which simple statistics beat the model on the shop's own last days. `modelMeans` and `statisticalMeans`
 * were both made on the morning of `originDay`; `all`, with them in the same order, holds what was sold since.
 */
export function groupsBetterWithoutModel(parts: { readonly all: readonly DemandSeries[]; readonly originDay: number; readonly modelMeans: readonly Float64Array[]; readonly statisticalMeans: readonly Float64Array[]; readonly typicalVarianceRatio: number }): ReadonlySet<string> {
  const whole: GroupErrors = { model: 0, statistics: 0, days: 0 };
  const groups = new Map<string, GroupErrors>();
  parts.all.forEach((series, place) => {
    const origin = parts.originDay - series.firstDay;
    if (origin < 1) return;
    const model = parts.modelMeans[place]!;
    const statistics = parts.statisticalMeans[place]!;
    const ratio = varianceRatioOf(series, origin, parts.typicalVarianceRatio);
    const group = groups.get(series.category) ?? { model: 0, statistics: 0, days: 0 };
    groups.set(series.category, group);
    for (let ahead = 0; ahead < model.length && origin + ahead < series.units.length; ahead += 1) {
      const { amount, share } = exposureOf(series, origin + ahead);
      const expected = ratio * Math.max(0.01 * ratio, (model[ahead]! + statistics[ahead]!) / 2);
      if (share === 0) continue;
      for (const errors of [group, whole]) {
        errors.model += (amount - model[ahead]! * share) ** 2 / expected;
        errors.statistics += (amount - statistics[ahead]! * share) ** 2 / expected;
        errors.days += 1;
      }
    }
  });
  const loses = (errors: GroupErrors): boolean => errors.days >= LEAST_DAYS && errors.model > errors.statistics * TOLERANCE;
  const shopLoses = loses(whole);
  return new Set([...groups].flatMap(([name, errors]) => ((errors.days >= LEAST_DAYS ? loses(errors) : shopLoses) ? [name] : [])));
}
