import type { DeviceCategory } from 'hardware-drivers/device-driver.ts';
import type { Words } from 'retail-model/text/words.ts';

const names: Readonly<Record<DeviceCategory, Words>> = {
  Scanner: { zh: '扫码器', en: 'Scanner' },
  Scale: { zh: '电子秤', en: 'Scale' },
  RFIDScanner: { zh: 'RFID 读写器', en: 'RFID reader' },
  POSPrinter: { zh: '小票打印机', en: 'Receipt printer' },
  CashDrawer: { zh: '钱箱', en: 'Cash drawer' },
  Gate: { zh: '出口门禁', en: 'Exit gate' },
  ElectronicValueRW: { zh: '支付终端', en: 'Payment terminal' },
  ElectronicLabel: { zh: '价签网关', en: 'Shelf-label gateway' },
  SmartShelf: { zh: '智能货架', en: 'Smart shelf' },
  CustomerCounter: { zh: '客流计数器', en: 'Customer counter' },
};

/** What a person calls a device of this category. */
export const deviceNames = (category: DeviceCategory): Words => names[category];
