import type { TextTable } from './text-table.ts';

/** Words around a staff member's PIN. */
export const staffText = {
  'who': { zh: '谁来操作', en: 'Who are you' },
  'nobody': { zh: '没有可以操作的员工，请店长在总部添加。', en: 'Nobody may do this yet; head office adds staff.' },
  'choose-first': { zh: '请先选择姓名', en: 'Please choose your name first' },
  'pin-of': { zh: '{name}，请输入密码', en: '{name}, enter your PIN' },
} as const satisfies TextTable;
