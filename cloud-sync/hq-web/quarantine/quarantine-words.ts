import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';

export const quarantineWords = {
  'title': { zh: '隔离的流水', en: 'Quarantined entries' },
  'rule': { zh: '有问题的一条放在这里，其余照常到达，不会挡住队列。', en: 'A bad entry lies here with its reason; the others arrive as always. Nothing blocks the queue.' },
  'none': { zh: '没有被隔离的流水', en: 'Nothing is in quarantine' },
  'none-help': { zh: '门店送来的每一条都读得懂、接得上。', en: 'Every entry that stores sent could be read and follows the one before it.' },
  'received': { zh: '{time} 收到', en: 'received {time}' },
  'replay': { zh: '重新判断', en: 'Judge again' },
  'repair': { zh: '修正后重判…', en: 'Repair and judge again…' },
  'dismiss': { zh: '不再处理', en: 'Set aside' },
  'dismiss-ask': { zh: '原文会保留，但不再提示。', en: 'The text is kept, but it is no longer listed as open.' },
  'document': { zh: '原文', en: 'As it came' },
  'accepted': { zh: '已接受', en: 'Accepted' },
  'parked': { zh: '已接受，等它前面的一条', en: 'Accepted; it waits for the entry before it' },
  'still-refused': { zh: '仍然不行，原因写在这条下面', en: 'Still refused; the reason stands under it' },
  'replayed': { zh: '已重放', en: 'replayed' },
  'dismissed': { zh: '已搁置', en: 'set aside' },
  'open': { zh: '待处理', en: 'open' },
  'gaps': { zh: '流水缺口', en: 'Gaps in the journals' },
  'gap': { zh: '{store} · {terminal} 缺 {from}–{to}', en: '{store} · {terminal}: {from}–{to} missing' },
  'since': { zh: '自 {time}', en: 'since {time}' },
  'no-gaps': { zh: '没有缺口。', en: 'No gaps.' },
} as const satisfies TextTable;
