import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';

export const ordersWords = {
  'all-stores': { zh: '全部门店', en: 'All stores' },
  'none': { zh: '还没有订单', en: 'No orders yet' },
  'none-help': { zh: '门店店长在后台批准补货建议后，订单会出现在这里。', en: 'Orders appear here when a store manager approves what the shop proposes.' },
  'lines': { zh: '{count} 种商品', en: 'lines: {count}' },
  'expected': { zh: '预计 {date} 到货', en: 'expected {date}' },
  'received': { zh: '已收货', en: 'received' },
  'in-transit': { zh: '在途', en: 'in transit' },
  'approved': { zh: '{time} 由 {staff} 批准', en: 'approved {time} by {staff}' },
  'product': { zh: '商品', en: 'Product' },
  'units': { zh: '数量', en: 'Ordered' },
  'proposed': { zh: '建议', en: 'Proposed' },
  'cost': { zh: '进价', en: 'Cost' },
  'because': { zh: '为什么', en: 'Why' },
  'model': { zh: '模型 {version}', en: 'model {version}' },
} as const satisfies TextTable;
