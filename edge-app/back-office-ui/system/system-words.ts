import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { LinkView, PairingView } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';

export const systemWords = {
  'link': { zh: '与总部的连接', en: 'Link to head office' },
  'since': { zh: '自', en: 'since' },
  'oldest': { zh: '最早一条', en: 'oldest' },
  'head-office': { zh: '总部地址', en: 'Head office' },
  'waiting-head': { zh: '总部还不知道的', en: 'What head office does not know yet' },
  'followers': { zh: '流水的下游', en: 'What follows the journal' },
  'followers-rule': { zh: '库存、小票、价签、总部……各自从流水读取；一条有问题不会挡住别的。', en: 'Stock, receipts, labels, head office … each reads the journal at its own pace; one bad entry stops none of the others.' },
  'follower': { zh: '下游', en: 'Follower' },
  'through': { zh: '已处理到', en: 'Through entry' },
  'state': { zh: '状态', en: 'State' },
  'current': { zh: '跟上了', en: 'current' },
  'behind-by': { zh: '还有 {count} 条', en: '{count} to go' },
  'quarantined': { zh: '停在一条有问题的流水', en: 'stopped at a bad entry' },
  'retry': { zh: '重试', en: 'Try again' },
  'no-followers': { zh: '主机还没有报告下游。', en: 'The appliance has reported no followers yet.' },
  'pairing': { zh: '配对其他设备', en: 'Pair another machine' },
  'pairing-help': { zh: '让收银台、平板或手机成为本店的一块屏幕。配对码一次有效。', en: 'Makes a till, a tablet or a phone a screen of this store. A code works once.' },
  'role': { zh: '用途', en: 'Used as' },
  'which-lane': { zh: '哪条通道', en: 'Which lane' },
  'create-code': { zh: '生成配对码', en: 'Create a code' },
  'code': { zh: '配对码', en: 'Pairing code' },
  'valid-until': { zh: '有效至', en: 'valid until' },
  'open-on-device': { zh: '在那台设备上扫这个二维码，或打开网址并输入配对码：', en: 'On that machine scan this code, or open the address and type the pairing code:' },
  'fingerprint': { zh: '证书颁发机构指纹', en: 'Fingerprint of the certificate authority' },
  'fingerprint-why': { zh: '第一次打开时浏览器会警告。请核对指纹一致再信任。', en: 'The browser warns the first time. Trust it only if the fingerprint is the same.' },
  'no-https': { zh: '本机没有开启 HTTPS，其他设备不能配对。', en: 'HTTPS is off on this appliance, so no other machine can pair.' },
  'paired': { zh: '已配对的设备', en: 'Paired machines' },
  'none-paired': { zh: '还没有别的设备配对过。', en: 'No other machine is paired.' },
  'paired-at': { zh: '配对时间', en: 'Paired' },
  'last-seen': { zh: '最近使用', en: 'Last seen' },
  'revoke': { zh: '撤销', en: 'Revoke' },
  'revoke-ask': { zh: '撤销后那台设备立刻不能再用。', en: 'That machine stops working at once.' },
  'close-day': { zh: '日结', en: 'Close the day' },
  'close-day-help': { zh: '把今天的销售、退货和累计总额写入流水。之后的交易算下一营业日。', en: 'Writes today\'s sales, returns and the running totals to the journal. What comes after belongs to the next business day.' },
  'close-day-ask': { zh: '现在日结？此后的交易算下一营业日。', en: 'Close the day now? What comes after belongs to the next business day.' },
  'day-closed': { zh: '已日结', en: 'The day is closed' },
  'sales': { zh: '销售笔数', en: 'Sales' },
  'returns': { zh: '退货笔数', en: 'Returns' },
  'takings': { zh: '营业额', en: 'Takings' },
} as const satisfies TextTable;

export const linkExplainWords: Readonly<Record<LinkView['state'], Words>> = {
  'in-step': { zh: '总部知道本店的一切。', en: 'Head office knows all that this store knows.' },
  'waiting': { zh: '正在上传，门店照常营业。', en: 'Entries are on their way; the shop trades as always.' },
  'offline': { zh: '连不上总部。门店照常营业，没有时间限制；恢复后自动补传。', en: 'Head office cannot be reached. The shop trades as always, without limit of time; everything is sent when the link is back.' },
  'not-enrolled': { zh: '本店还没登记到总部。在总部生成登记码，写进门店配置。', en: 'This store is not enrolled. Create a code at head office and give it to the store\'s configuration.' },
};

export const followerWords: Readonly<Record<string, Words>> = {
  'charged-prices': { zh: '收银价', en: 'Charged prices' },
  'labels': { zh: '价签', en: 'Shelf labels' },
  'tags': { zh: 'RFID 标签', en: 'RFID tags' },
  'orders': { zh: '订单', en: 'Orders' },
  'stock': { zh: '库存', en: 'Stock' },
  'takings': { zh: '营业额', en: 'Takings' },
  'receipts': { zh: '小票打印', en: 'Receipts' },
  'payments': { zh: '付款', en: 'Payments' },
};

export const accessRoleWords: Readonly<Record<PairingView['paired'][number]['role'], Words>> = {
  lane: { zh: '通道屏幕', en: 'Lane screen' },
  attendant: { zh: '值守员', en: 'Attendant' },
  manager: { zh: '店长后台', en: 'Back office' },
  engineer: { zh: '工程师', en: 'Engineer' },
  inference: { zh: '预测主机', en: 'Inference host' },
};
