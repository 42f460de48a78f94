import type { JournalEntry } from 'retail-model/journal/entry.ts';
import type { Words } from 'retail-model/text/words.ts';

const money = (amountMinor: number): string => `¥${(amountMinor / 100).toFixed(2)}`;
const say = (zh: string, en: string): Words => ({ zh, en });

/** One line for the journal's feed, in both languages. Pure. */
export function summaryOf(entry: JournalEntry): Words {
  switch (entry.kind) {
    case 'sale-completed': return say(`销售 ${entry.body.receiptNumber}，${entry.body.lines.length} 行，${money(entry.body.totals.totalMinor)}`, `Sale ${entry.body.receiptNumber}, ${entry.body.lines.length} lines, ${money(entry.body.totals.totalMinor)}`);
    case 'return-completed': return say(`退货 ${entry.body.receiptNumber}，${money(entry.body.totalMinor)}`, `Return ${entry.body.receiptNumber}, ${money(entry.body.totalMinor)}`);
    case 'basket-cancelled': return say(`取消交易，${entry.body.lineCount} 行`, `Basket cancelled, ${entry.body.lineCount} lines`);
    case 'line-voided': return say(`作废商品行 ${money(entry.body.amountMinor)}`, `Line voided, ${money(entry.body.amountMinor)}`);
    case 'basket-suspended': return say(`挂单 ${entry.body.ticket}`, `Basket suspended, ticket ${entry.body.ticket}`);
    case 'basket-resumed': return say(`取单 ${entry.body.ticket}`, `Basket resumed, ticket ${entry.body.ticket}`);
    case 'payment-intended': return say(`发起付款 ${money(entry.body.amountMinor)}`, `Payment asked for, ${money(entry.body.amountMinor)}`);
    case 'payment-settled': return say(`付款结果：${entry.body.outcome}`, `Payment ${entry.body.outcome}`);
    case 'intervention-opened': return entry.body.evidence;
    case 'intervention-closed': return say(`人工协助完成：${entry.body.decision}`, `Intervention ${entry.body.decision}`);
    case 'cash-counted': return say(`清点现金 ${money(entry.body.countedMinor)}`, `Cash counted, ${money(entry.body.countedMinor)}`);
    case 'shift-opened': return say(`${entry.body.staffId} 开班`, `Shift opened by ${entry.body.staffId}`);
    case 'shift-closed': return say(`${entry.body.staffId} 交班`, `Shift closed by ${entry.body.staffId}`);
    case 'day-closed': return say(`日结 ${entry.body.businessDay}，${money(entry.body.takingsMinor)}`, `Day ${entry.body.businessDay} closed, ${money(entry.body.takingsMinor)}`);
    case 'stock-received': return say(`收货 ${entry.body.lines.length} 行`, `Stock received, ${entry.body.lines.length} lines`);
    case 'stock-adjusted': return say(`库存调整（${entry.body.reason}）${entry.body.lines.length} 行`, `Stock adjusted (${entry.body.reason}), ${entry.body.lines.length} lines`);
    case 'price-activated': return say(`价格生效 ${money(entry.body.toMinor)}（${entry.body.productId}）`, `Price ${money(entry.body.toMinor)} charged for ${entry.body.productId}: ${entry.body.because}`);
    case 'label-bound': return say(`价签 ${entry.body.labelId} 绑定`, `Label ${entry.body.labelId} bound`);
    case 'label-shown': return say(`价签 ${entry.body.labelId} 已显示 ${money(entry.body.amountMinor)}`, `Label ${entry.body.labelId} shows ${money(entry.body.amountMinor)}`);
    case 'label-troubled': return say(`价签 ${entry.body.labelId} 异常：${entry.body.trouble}`, `Label ${entry.body.labelId}: ${entry.body.trouble}`);
    case 'epcs-left': return say(`出口：${entry.body.decision === 'alarm' ? '报警' : '放行'}，${entry.body.epcs.length} 个标签`, `Exit gate: ${entry.body.decision}, ${entry.body.epcs.length} tags`);
    case 'order-approved': return say(`批准采购订单 ${entry.body.lines.length} 行`, `Order approved, ${entry.body.lines.length} lines`);
    case 'receipt-printed': return say(`打印小票 ${entry.body.receiptNumber}${entry.body.copy ? '（副本）' : ''}`, `Receipt ${entry.body.receiptNumber} printed${entry.body.copy ? ' (copy)' : ''}`);
    case 'device-troubled': return say(`设备 ${entry.body.deviceId} 异常：${entry.body.code}`, `Device ${entry.body.deviceId}: ${entry.body.code} ${entry.body.detail}`);
    case 'device-recovered': return say(`设备 ${entry.body.deviceId} 已恢复`, `Device ${entry.body.deviceId} recovered`);
    case 'clock-changed': return say('系统时间被更改', 'The clock was changed');
    case 'runtime-started': return say('系统启动', 'The store started');
    case 'backup-made': return say('已备份', 'Backup made');
    case 'database-restored': return say('已从备份恢复', 'Restored from a backup');
    case 'journal-head-signed': return say('日志已签名', 'Journal head signed');
  }
}
