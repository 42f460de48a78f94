import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { PageName } from './page-route.ts';

export const shellWords = {
  'back-office': { zh: '门店后台', en: 'Back office' },
  'navigation': { zh: '页面', en: 'Pages' },
  'skip-to-content': { zh: '跳到内容', en: 'Skip to content' },
  'keys': { zh: '快捷键', en: 'Keys' },
  'keys-title': { zh: '键盘快捷键', en: 'Keyboard shortcuts' },
  'key-search': { zh: '搜索本页', en: 'Search this page' },
  'key-keys': { zh: '显示快捷键', en: 'Show these keys' },
  'key-close': { zh: '关闭打开的内容', en: 'Close what is open' },
  'key-print': { zh: '打印本页', en: 'Print this page' },
  'go-to': { zh: '前往', en: 'Go to' },
  'demo-store': { zh: '演示门店', en: 'Demo store' },
  'sign-in': { zh: '登记操作人', en: 'Sign in' },
  'sign-out': { zh: '退出', en: 'Sign out' },
  'sign-in-title': { zh: '谁在操作？', en: 'Who is working?' },
  'sign-in-why': { zh: '订单、价格确认和盘点会写入流水并记下操作人。', en: 'Orders, confirmed shelves and counts are written to the journal with your name.' },
  'person': { zh: '员工', en: 'Person' },
  'pin': { zh: 'PIN 码', en: 'PIN' },
  'no-staff': { zh: '总部还没有给本店派发店长。请在总部的“目录”里添加。', en: 'Head office has sent no store manager for this shop yet. Add one there first.' },
  'demo-pins': { zh: '演示门店的 PIN 码印在启动窗口里。', en: 'The PINs of a demo store are printed where it was started.' },
  'cancel': { zh: '取消', en: 'Cancel' },
  'as-of': { zh: '截至', en: 'as of' },
  'lost': { zh: '与门店主机断开，正在重试。下面是断开前的数字。', en: 'The link to the store appliance is lost; trying again. The figures below are from before.' },
} as const satisfies TextTable;

export const pageWords: Readonly<Record<PageName, Words>> = {
  today: { zh: '今日', en: 'Today' },
  stock: { zh: '库存', en: 'Stock' },
  orders: { zh: '补货订单', en: 'Orders' },
  labels: { zh: '价签', en: 'Labels' },
  devices: { zh: '设备', en: 'Devices' },
  journal: { zh: '流水', en: 'Journal' },
  system: { zh: '连接与系统', en: 'Link & system' },
};
