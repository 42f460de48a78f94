import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { UpkeepView } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';

export const upkeepWords = {
  'upkeep': { zh: '数据安全', en: 'Safety of the data' },
  'newest': { zh: '最近一次备份', en: 'Newest backup' },
  'none-yet': { zh: '还没有', en: 'none yet' },
  'entries': { zh: '{count} 条流水', en: 'entries: {count}' },
  'next': { zh: '下一次', en: 'Next' },
  'running': { zh: '正在备份…', en: 'being made …' },
  'folder': { zh: '备份文件夹', en: 'Backup folder' },
  'disk': { zh: '磁盘', en: 'Disk' },
  'signed': { zh: '流水签名', en: 'Journal signed' },
  'not-yet': { zh: '启动后还没有', en: 'not since the start' },
  'since': { zh: '自', en: 'since' },
  'same-disk': { zh: '备份与数据在同一块磁盘上：磁盘损坏时会一起丢失。请在配置 backupFolder 中指定另一块磁盘。', en: 'Backups lie on the disk of the data and would be lost with it. Name a folder on another disk as backupFolder in the configuration.' },
  'back-up-now': { zh: '立即备份', en: 'Back up now' },
  'backed-up': { zh: '已备份并校验', en: 'Backed up and verified' },
} as const satisfies TextTable;

export const diskRoomWords: Readonly<Record<UpkeepView['diskRoom'], Words>> = {
  'ample': { zh: '空间充足', en: 'room enough' },
  'telemetry-stops': { zh: '快满了：只保证销售', en: 'nearly full: only selling goes on' },
  'disk-full': { zh: '已满：不能收款', en: 'full: nothing is sold' },
  'read-only': { zh: '只读：不能收款', en: 'write-protected: nothing is sold' },
};
