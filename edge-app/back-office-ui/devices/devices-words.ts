import type { TextTable } from 'edge-app/ui-kit/text/text-table.ts';
import type { Words } from 'retail-model/text/words.ts';

export const devicesWords = {
  'all-well': { zh: '{count} 台设备全部正常', en: 'All {count} devices work' },
  'in-trouble': { zh: '{count} 台设备需要人去看', en: 'In trouble: {count}. A person must look.' },
  'empty': { zh: '还没有设备', en: 'No devices yet' },
  'empty-help': { zh: '在门店配置里写上设备的接口和型号，主机会自己连接。说明见 README “接上自己的电子秤”。', en: 'Name the device and its port in the store configuration; the appliance connects by itself. See "connect your own scale" in the README.' },
  'starting': { zh: '正在连接', en: 'Connecting' },
  'test': { zh: '测试', en: 'Test' },
  'last-test': { zh: '上次测试', en: 'Last test' },
  'never-tested': { zh: '还没测试过', en: 'never tested' },
  'passed': { zh: '通过', en: 'passed' },
  'failed': { zh: '未通过', en: 'failed' },
  'last-answer': { zh: '最近应答', en: 'Last answer' },
  'never': { zh: '从未', en: 'never' },
  'frames': { zh: '收到', en: 'Frames' },
  'refused': { zh: '拒收', en: 'refused' },
  'connections': { zh: '连接次数', en: 'Connections' },
  'address': { zh: '接口', en: 'Address' },
  'protocol': { zh: '协议', en: 'Protocol' },
  'what-to-do': { zh: '怎么办', en: 'What to do' },
  'engineer-detail': { zh: '给工程师', en: 'For the engineer' },
  'search': { zh: '搜索设备', en: 'Search devices' },
} as const satisfies TextTable;

export const deviceCategoryWords: Readonly<Record<string, Words>> = {
  Scanner: { zh: '扫码枪', en: 'Scanner' },
  Scale: { zh: '电子秤', en: 'Scale' },
  RFIDScanner: { zh: 'RFID 读写器', en: 'RFID reader' },
  POSPrinter: { zh: '小票打印机', en: 'Receipt printer' },
  CashDrawer: { zh: '钱箱', en: 'Cash drawer' },
  Gate: { zh: '出口门', en: 'Exit gate' },
  ElectronicValueRW: { zh: '支付终端', en: 'Payment terminal' },
  ElectronicLabel: { zh: '价签网关', en: 'Label gateway' },
  SmartShelf: { zh: '智能货架', en: 'Smart shelf' },
  CustomerCounter: { zh: '客流计数器', en: 'Customer counter' },
};
