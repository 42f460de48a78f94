import type { HelpReason, NoticeCode } from 'retail-model/lane/lane-session.ts';
import type { LaneView } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';

/** What a lane says to the person before it: what is the matter, then what to do. `{detail}` is the notice's detail. */
export const laneNoticeWords: Readonly<Record<NoticeCode, Words>> = {
  'unknown-code': { zh: '没有找到这个条码的商品。请再扫一次，或点“查找商品”。', en: 'We do not know this barcode. Please scan once more, or use “Look up”.' },
  'bad-code': { zh: '条码没有读清楚，请再扫一次。', en: 'The code was not read clearly. Please scan it once more.' },
  'no-price': { zh: '这件商品还没有价格，请放在一边，值守员会帮您。', en: 'This item has no price yet. Please set it aside; an attendant will help.' },
  'not-for-sale': { zh: '这件商品现在不能出售，请交给值守员。', en: 'This item is not for sale now. Please hand it to an attendant.' },
  'basket-full': { zh: '购物篮已满，请先为这些商品付款。', en: 'The basket is full. Please pay for these goods first.' },
  'weight-unstable': { zh: '还在称重，请把手拿开等数字停下。', en: 'Still weighing. Please take your hand off and wait for the number to rest.' },
  'weight-negative': { zh: '秤低于零，请清空秤盘后再放商品。', en: 'The scale is below zero. Please clear the pan, then put the goods on it.' },
  'weight-over-range': { zh: '太重了，请分成几份来称。', en: 'Too heavy for this scale. Please weigh it in parts.' },
  'weight-zero': { zh: '请把商品放到秤上。', en: 'Please put the goods on the scale.' },
  'weight-not-cleared': { zh: '请先把刚才的商品从秤上拿走，再称下一件。', en: 'Please take the last item off the scale, then weigh the next.' },
  'scale-offline': { zh: '秤没有回应，值守员会来帮您。您可以先扫其他商品。', en: 'The scale does not answer; an attendant will help. You can scan other items meanwhile.' },
  'age-refused': { zh: '有年龄限制的商品已取出，其他商品照常结账。', en: 'The age-restricted items were taken out. The rest of your basket is unchanged.' },
  'payment-declined': { zh: '这次没有扣款成功，没有收您的钱。请换一种方式付款。', en: 'The payment was declined; nothing was charged. Please pay another way.' },
  'payment-unknown': { zh: '正在向支付平台核实，请不要重复付款。值守员会过来。', en: 'We are checking with the payment provider. Please do not pay again; somebody is coming.' },
  'not-enough-cash': { zh: '现金不够，请再放一些。', en: 'That is not enough cash yet. Please add some more.' },
  'suspended': { zh: '已挂单，取单号 {detail}。', en: 'Suspended. Resume it with ticket {detail}.' },
  'member-unknown': { zh: '没有找到这个会员码，请核对后再输入。', en: 'We do not know this member code. Please check it and enter it again.' },
  'already-in-basket': { zh: '这一件已经在购物篮里了。', en: 'This very piece is already in your basket.' },
  'already-sold': { zh: '这一件已经结过账，请交给值守员。', en: 'This very piece has been sold already. Please hand it to an attendant.' },
  'help-first': { zh: '还有一件事要值守员确认，马上就来。确认后即可付款。', en: 'An attendant has to confirm one thing first and is on the way. Then you can pay.' },
  'too-many-pieces': { zh: '一行最多 {detail} 件，请分开扫。', en: 'At most {detail} pieces in one line. Please scan the rest separately.' },
  'cannot-sell': { zh: '暂时不能保存交易，请稍候，值守员会来帮您。', en: 'The sale cannot be kept just now. Please wait; an attendant will help.' },
  'ticket-unknown': { zh: '没有这个取单号，请核对小票。', en: 'There is no basket with this ticket. Please check the slip.' },
  'finish-first': { zh: '正在付款，请先完成付款，或返回继续扫码。', en: 'You are paying. Please finish, or go back to scan more.' },
  'price-changed': { zh: '价格有变化，请看新的合计。', en: 'A price has changed. Please look at the new total.' },
};

/** Which notices are trouble, and which only inform. */
export const isCalmNotice = (code: NoticeCode): boolean => code === 'suspended' || code === 'price-changed' || code === 'weight-zero' || code === 'already-in-basket';

/** Why a person must come, as staff read it. */
export const helpReasonWords: Readonly<Record<HelpReason, Words>> = {
  'age-check': { zh: '核对年龄', en: 'Check the age' },
  'shopper-called': { zh: '顾客请求帮助', en: 'The shopper called' },
  'unknown-item': { zh: '商品不认识', en: 'Unknown item' },
  'payment-unknown': { zh: '支付结果未知', en: 'Payment outcome unknown' },
  'printer-trouble': { zh: '小票打印故障', en: 'Receipt printer in trouble' },
};

/** What the attendant should do for it. */
export const helpTaskWords: Readonly<Record<HelpReason, Words>> = {
  'age-check': { zh: '看证件。达到年龄点“同意”，否则点“拒绝”，商品会取出。', en: 'Look at the person or a document. Approve if old enough; refuse and the item is taken out.' },
  'shopper-called': { zh: '到通道看看，处理好后点“已解决”。', en: 'Walk to the lane. Press “Solved” when it is settled.' },
  'unknown-item': { zh: '看看商品，用查找商品录入，或放到一边。', en: 'Look at the item; enter it by look-up or set it aside.' },
  'payment-unknown': { zh: '不要再收钱。系统在查询，结果出来自动继续。', en: 'Do not take money again. The provider is being asked; the lane goes on by itself.' },
  'printer-trouble': { zh: '换纸或合上机盖，然后重印小票。', en: 'Change the paper or shut the cover, then reprint the receipt.' },
};

/** What the shopper reads while the help is open. */
export const helpForShopperWords: Readonly<Record<HelpReason, Words>> = {
  'age-check': { zh: '值守员会来核对年龄，您可以继续扫码。', en: 'An attendant will come to check your age. Please go on scanning.' },
  'shopper-called': { zh: '已经叫人了，马上就来。', en: 'Somebody is coming.' },
  'unknown-item': { zh: '值守员会来帮您录入这件商品，您可以继续扫码。', en: 'An attendant will help with this item. Please go on scanning.' },
  'payment-unknown': { zh: '正在核实付款，请不要重复付款，值守员马上就来。', en: 'We are checking your payment. Please do not pay again; somebody is coming.' },
  'printer-trouble': { zh: '打印机需要处理，值守员会给您小票。', en: 'The printer needs a hand. An attendant will bring your receipt.' },
};

export const laneStateWords: Readonly<Record<LaneView['state'], Words>> = {
  'idle': { zh: '空闲', en: 'Free' },
  'selling': { zh: '扫码中', en: 'Scanning' },
  'tendering': { zh: '付款中', en: 'Paying' },
  'committing': { zh: '正在保存', en: 'Saving' },
  'finished': { zh: '已完成', en: 'Finished' },
  'paused': { zh: '暂停', en: 'Paused' },
  'cannot-sell': { zh: '不能收款', en: 'Cannot sell' },
};
