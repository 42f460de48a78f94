import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { QuarantineReason } from 'retail-model/replication/wire.ts';
import type { Words } from 'retail-model/text/words.ts';

export const storeWords = {
  'feed': { zh: '实时销售', en: 'Live sales' },
  'no-feed': { zh: '还没有小票到达', en: 'No receipt has arrived yet' },
  'time': { zh: '门店时间', en: 'Store time' },
  'receipt': { zh: '小票', en: 'Receipt' },
  'items': { zh: '件数', en: 'Items' },
  'total': { zh: '金额', en: 'Total' },
  'paid-by': { zh: '付款', en: 'Paid by' },
  'delay': { zh: '到总部用时', en: 'Took to arrive' },
  'return': { zh: '退货', en: 'Return' },
  'cash': { zh: '现金', en: 'cash' },
  'qr-code': { zh: '扫码', en: 'QR code' },
  'waiting': { zh: '总部还不知道的流水', en: 'Entries head office does not have yet' },
  'oldest': { zh: '最早 {age}', en: 'oldest {age}' },
  'drains-in': { zh: '预计 {time} 传完', en: 'done in about {time}' },
  'bytes': { zh: '{size} KB', en: '{size} KB' },
  'terminals': { zh: '流水的完整性', en: 'Is the journal whole?' },
  'terminals-rule': { zh: '每个终端连续编号。已到 = 连续收到的最后一条。', en: 'Every terminal numbers without gaps. Arrived: the last of the unbroken chain.' },
  'terminal': { zh: '终端', en: 'Terminal' },
  'arrived': { zh: '已到', en: 'Arrived' },
  'reported': { zh: '门店说有', en: 'Store says' },
  'state': { zh: '状态', en: 'State' },
  'whole': { zh: '完整', en: 'whole' },
  'on-the-way': { zh: '还有 {count} 条在路上', en: '{count} on the way' },
  'gap': { zh: '缺口：{count} 条在等前一条', en: 'gap: {count} wait for the one before' },
  'devices': { zh: '异常设备', en: 'Devices in trouble' },
  'no-devices': { zh: '没有设备异常。', en: 'No device is in trouble.' },
  'since': { zh: '自 {time}', en: 'since {time}' },
  'version': { zh: '软件版本 {version}', en: 'Software {version}' },
  'not-found': { zh: '没有这家门店', en: 'There is no such store' },
  'receipt-not-found': { zh: '总部没有这张小票', en: 'Head office has no such receipt' },
  'receipt-not-found-help': { zh: '它可能还在门店等待上传，或在隔离区。', en: 'It may still wait in the store, or lie in quarantine.' },
  'received-at': { zh: '{time} 到达总部', en: 'reached head office at {time}' },
  'back': { zh: '返回 {store}', en: 'Back to {store}' },
} as const satisfies TextTable;

export const quarantineReasonWords: Readonly<Record<QuarantineReason, Words>> = {
  'bad-entry': { zh: '读不懂：不是任何已知种类的流水', en: 'Not readable as any known kind of entry' },
  'wrong-id': { zh: '编号与门店、终端、序号不符', en: 'Its number does not match its store, terminal and sequence' },
  'other-store': { zh: '属于另一家门店', en: 'It belongs to another store' },
  'forged': { zh: '哈希与内容不符，可能被改动', en: 'Its hash does not match its content; it may have been altered' },
  'fork': { zh: '同一位置已有另一条', en: 'Another entry already stands at its place' },
  'broken-chain': { zh: '接不上前一条', en: 'It does not follow the entry before it' },
  'too-large': { zh: '太大', en: 'Too large' },
};
