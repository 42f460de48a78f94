import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';

export const receiptWords = {
  'title': { zh: '小票', en: 'Receipt' },
  'print-waiting': { zh: '等待打印', en: 'waits to be printed' },
  'print-printed': { zh: '打印机已确认打印', en: 'the printer confirmed it' },
  'print-trouble': { zh: '没打出来，请看打印机', en: 'not printed: look at the printer' },
  'not-a-receipt': { zh: '这条流水没有小票。', en: 'This entry has no receipt.' },
} as const satisfies TextTable;
