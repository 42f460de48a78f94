import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { HqRole } from 'retail-model/api/hq-contract.ts';
import type { StoreLink } from 'retail-model/api/hq-snapshots.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { HqPageName } from './hq-route.ts';

export const shellWords = {
  'head-office': { zh: '总部', en: 'Head office' },
  'navigation': { zh: '页面', en: 'Pages' },
  'skip-to-content': { zh: '跳到内容', en: 'Skip to content' },
  'times-in': { zh: '时间为 {zone}', en: 'Times in {zone}' },
  'demo': { zh: '演示', en: 'Demo' },
  'connecting': { zh: '正在连接总部…', en: 'Connecting to head office…' },
  'connecting-words': { zh: '马上就好。', en: 'One moment.' },
  'unreachable': { zh: '总部没有回应', en: 'Head office does not answer' },
  'unreachable-words': { zh: '正在自动重试。各门店照常营业，不受影响。', en: 'Trying again by itself. The shops trade as always.' },
  'lost': { zh: '与总部服务器断开，正在重试。数字停在断开之前，正在变旧。', en: 'The link to the head office server is lost; trying again. The figures stand still and grow old.' },
  'as-of': { zh: '截至 {time}', en: 'as of {time}' },
  'never-heard': { zh: '从未收到', en: 'never heard from' },
  'back-to-chain': { zh: '全部门店', en: 'All stores' },
  'store': { zh: '门店', en: 'Store' },
  'sign-out': { zh: '退出', en: 'Sign out' },
} as const satisfies TextTable;

export const pageWords: Readonly<Record<HqPageName, Words>> = {
  chain: { zh: '全部门店', en: 'Chain' },
  stock: { zh: '库存', en: 'Stock' },
  prices: { zh: '价格', en: 'Prices' },
  orders: { zh: '订单', en: 'Orders' },
  quarantine: { zh: '隔离区', en: 'Quarantine' },
  enrolment: { zh: '登记与设备', en: 'Enrolment' },
  people: { zh: '人员', en: 'People' },
};

export const roleWords: Readonly<Record<HqRole, Words>> = {
  'hq-admin': { zh: '管理员', en: 'Administrator' },
  'merchandiser': { zh: '商品部', en: 'Merchandiser' },
  'auditor': { zh: '审计', en: 'Auditor' },
  'store-manager': { zh: '店长', en: 'Store manager' },
};

export const storeLinkWords: Readonly<Record<StoreLink, Words>> = {
  live: { zh: '在线', en: 'live' },
  silent: { zh: '没有消息', en: 'silent' },
  never: { zh: '从未连接', en: 'never connected' },
};
