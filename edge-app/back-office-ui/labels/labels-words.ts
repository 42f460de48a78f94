import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { Label, LabelShow } from './label-filter.ts';

export const labelsWords = {
  'search': { zh: '搜索商品或价签号', en: 'Search product or label' },
  'empty': { zh: '还没有价签', en: 'No labels yet' },
  'empty-help': { zh: '打开价签网关：它听到的价签会自己出现在这里，然后绑定商品。', en: 'Switch on the label gateway: the labels it hears appear here by themselves. Then bind each to a product.' },
  'nothing-found': { zh: '没有符合条件的价签', en: 'No label matches' },
  'matching': { zh: '{shown} / {all} 个价签', en: '{shown} of {all} labels' },
  'label': { zh: '价签', en: 'Label' },
  'shows': { zh: '显示', en: 'shows' },
  'nothing': { zh: '无', en: 'nothing' },
  'battery': { zh: '电池', en: 'Battery' },
  'battery-low': { zh: '电量低，请换电池', en: 'low: change it' },
  'signal': { zh: '信号', en: 'Signal' },
  'last-seen': { zh: '最近听到', en: 'Last heard' },
  'never': { zh: '从未', en: 'never' },
  'attempts': { zh: '第 {count} 次尝试', en: 'attempt {count}' },
  'bind': { zh: '绑定商品', en: 'Bind' },
  'rebind': { zh: '换商品', en: 'Rebind' },
  'unbind': { zh: '解除绑定', en: 'Unbind' },
  'bind-title': { zh: '价签 {label} 显示哪件商品？', en: 'What should label {label} show?' },
  'retry': { zh: '重新发送', en: 'Send again' },
  'confirm-shelf': { zh: '确认货架', en: 'Confirm shelf' },
  'picture-of': { zh: '价签画面：{name}', en: 'Picture on the label: {name}' },
  'no-picture': { zh: '还没有画面', en: 'no picture yet' },
  'show-all': { zh: '显示全部', en: 'Show all' },
  'show-more': { zh: '显示更多', en: 'Show more' },
  'asked': { zh: '已交给网关', en: 'Handed to the gateway' },
} as const satisfies TextTable;

export const labelExplainWords: Readonly<Record<Label['state'], Words>> = {
  shown: { zh: '价签自己报告了这张图。', en: 'The label itself reports this picture.' },
  sending: { zh: '图已发出，等价签报告。', en: 'The picture is on its way; the label has not reported it yet.' },
  waiting: { zh: '排队等网关。', en: 'It waits for its gateway.' },
  failed: { zh: '多次发送失败。仍按较低价收银。', en: 'Sending failed several times. The lower price is charged.' },
  silent: { zh: '很久没有消息。请看电池和位置。', en: 'Not heard for a long time. Look at its battery and place.' },
  unbound: { zh: '还没有商品。绑定后会显示价格。', en: 'It has no product. Bind one and it will show a price.' },
};

export const labelShowWords: Readonly<Record<LabelShow, Words>> = {
  all: { zh: '全部', en: 'All' },
  trouble: { zh: '异常', en: 'In trouble' },
  waiting: { zh: '待更新', en: 'Waiting' },
  battery: { zh: '电量低', en: 'Battery low' },
  unbound: { zh: '未绑定', en: 'Not bound' },
};

export const labelStateShortWords: Readonly<Record<Label['state'], Words>> = {
  shown: { zh: '已显示', en: 'shown' },
  sending: { zh: '发送中', en: 'sending' },
  waiting: { zh: '等待发送', en: 'waiting' },
  failed: { zh: '失败', en: 'failed' },
  silent: { zh: '没有回应', en: 'silent' },
  unbound: { zh: '未绑定', en: 'not bound' },
};
