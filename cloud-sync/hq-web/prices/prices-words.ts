import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { RolloutState } from 'retail-model/api/hq-snapshots.ts';
import type { Words } from 'retail-model/text/words.ts';

export const pricesWords = {
  'search': { zh: '搜索商品', en: 'Search products' },
  'only-unfinished': { zh: '只看没走完的', en: 'Only unfinished' },
  'set-price': { zh: '定价', en: 'Set price' },
  'set-title': { zh: '{product}：新价', en: 'New price of {product}' },
  'amount': { zh: '新价（元）', en: 'New price (yuan)' },
  'amount-kg': { zh: '新价（元/千克）', en: 'New price (yuan per kg)' },
  'not-a-price': { zh: '请写成 12.80 这样', en: 'Write it like 12.80' },
  'when': { zh: '何时生效', en: 'From when' },
  'now': { zh: '立即', en: 'Now' },
  'at-time': { zh: '到点', en: 'At a time' },
  'not-a-time': { zh: '请选择将来的时间', en: 'Choose a time to come' },
  'where': { zh: '哪些门店', en: 'Which stores' },
  'all-stores': { zh: '全部门店', en: 'All stores' },
  'chosen-stores': { zh: '指定门店', en: 'Chosen stores' },
  'publish': { zh: '发布', en: 'Publish' },
  'published': { zh: '已发布，正在传到门店', en: 'Published; on its way to the stores' },
  'rise-rule': { zh: '涨价：货架价签显示后才按新价收。降价：立即生效。', en: 'A rise is charged only once the shelf label shows it; a cut at once.' },
  'current': { zh: '现价', en: 'Now' },
  'none': { zh: '没有价格，不能售卖', en: 'no price: cannot be sold' },
  'planned': { zh: '将生效', en: 'Planned' },
  'rolling-out': { zh: '正在推出', en: 'Rolling out' },
  'from': { zh: '自 {time}', en: 'from {time}' },
  'only-in': { zh: '仅 {stores}', en: 'only {stores}' },
  'no-match': { zh: '没有符合条件的商品', en: 'No product matches' },
  'matching': { zh: '{shown} / {all} 种商品', en: '{shown} of {all} products' },
  'store-by-store': { zh: '逐店查看', en: 'Store by store' },
  'since': { zh: '自 {time}', en: 'since {time}' },
} as const satisfies TextTable;

export const rolloutWords: Readonly<Record<RolloutState, Words>> = {
  'published': { zh: '已发布，未到店', en: 'published, not at the store yet' },
  'replicated': { zh: '已到店，未到时间', en: 'at the store, not due yet' },
  'waiting-for-label': { zh: '等价签显示', en: 'waits for the label' },
  'active': { zh: '已生效', en: 'active' },
  'charged': { zh: '已按新价收银', en: 'charged at the till' },
  'superseded': { zh: '已被取代', en: 'superseded' },
};
