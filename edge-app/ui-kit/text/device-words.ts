import type { DevicesView, LabelsView, LinkView, PriceWait, ReceiptDetails } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';

type Device = DevicesView['devices'][number];

/** A device in one word, worst fact first: what a person at the shelf can do something about. */
export function deviceConditionWords(device: Pick<Device, 'state' | 'power' | 'trouble'>): Words {
  if (device.power === 'off') return powerWords.off;
  if (device.power === 'offline') return powerWords.offline;
  return deviceStateWords[device.state];
}

export const deviceStateWords: Readonly<Record<Device['state'], Words>> = {
  closed: { zh: '已关闭', en: 'Closed' },
  idle: { zh: '正常', en: 'Ready' },
  busy: { zh: '工作中', en: 'Working' },
  error: { zh: '故障，请看说明', en: 'In trouble, see why' },
};

export const powerWords: Readonly<Record<Device['power'], Words>> = {
  unknown: { zh: '电源未知', en: 'Power not known' },
  online: { zh: '在线', en: 'Online' },
  off: { zh: '没有通电，请检查电源', en: 'Without power: check the plug' },
  offline: { zh: '没有回应，请检查连线', en: 'No answer: check the cable' },
};

export const printingWords: Readonly<Record<ReceiptDetails['printed'], Words>> = {
  waiting: { zh: '小票打印中…', en: 'Your receipt is printing…' },
  printed: { zh: '请取走小票', en: 'Please take your receipt' },
  trouble: { zh: '打印机有问题，值守员会给您小票', en: 'The printer needs a hand. An attendant will bring your receipt' },
};

export const labelStateWords: Readonly<Record<LabelsView['labels'][number]['state'], Words>> = {
  shown: { zh: '已显示', en: 'Shown' },
  sending: { zh: '发送中', en: 'Sending' },
  waiting: { zh: '等待发送', en: 'Waiting' },
  failed: { zh: '失败，请重试或核对货架', en: 'Failed: retry or check the shelf' },
  silent: { zh: '无回应，请检查电池', en: 'Silent: check its battery' },
  unbound: { zh: '未绑定商品', en: 'Not bound to a product' },
};

export const priceWaitWords: Readonly<Record<PriceWait, Words>> = {
  'label-not-shown': { zh: '等价签显示新价', en: 'Waits until its label shows it' },
  'label-failed': { zh: '价签更新失败，仍按低价收', en: 'The label failed; the lower price holds' },
  'not-yet-valid': { zh: '还未到生效时间', en: 'Not valid yet' },
};

export const linkStateWords: Readonly<Record<LinkView['state'], Words>> = {
  'in-step': { zh: '与总部已同步', en: 'In step with head office' },
  'waiting': { zh: '正在上传', en: 'Uploading' },
  'offline': { zh: '与总部断开，照常营业', en: 'Head office not reached; the shop goes on' },
  'not-enrolled': { zh: '还没有加入总部', en: 'Not joined to a head office' },
};
