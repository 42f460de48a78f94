import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';

export const stockWords = {
  'search': { zh: '搜索商品', en: 'Search products' },
  'only-out': { zh: '只看缺货', en: 'Only out of stock' },
  'product': { zh: '商品', en: 'Product' },
  'chain': { zh: '全部门店', en: 'Chain' },
  'out': { zh: '缺货', en: 'out' },
  'matching': { zh: '{shown} / {all} 种商品', en: '{shown} of {all} products' },
  'none': { zh: '没有符合条件的商品', en: 'No product matches' },
  'rule': { zh: '已到达总部的出入库之和；灰色的还有流水没到，或门店没有消息，数字会变。', en: 'The sum of the movements that have arrived. Grey: entries are still on the way or the store is silent, so it will change.' },
  'no-movement': { zh: '没有动过', en: 'no movement' },
  'all-stores': { zh: '全部门店', en: 'All stores' },
} as const satisfies TextTable;
