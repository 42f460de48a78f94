import { z } from 'zod';
import { ridingRow, type RidingRow } from '../catalog-row.ts';
import type { ReceiptPrinterDriver } from '../receipt-printer/receipt-printer-driver.ts';
import { openCashDrawerDriver, type CashDrawerDriver, type CashDrawerOptions, type DrawerEvent } from './cash-drawer-driver.ts';

const cashDrawerSchema: z.ZodType<CashDrawerOptions> = z.strictObject({ openLevel: z.enum(['high', 'low', 'none']) });

export interface CashDrawerShape { readonly category: 'CashDrawer'; readonly event: DrawerEvent; readonly driver: CashDrawerDriver; readonly options: CashDrawerOptions }

export const cashDrawerRow: RidingRow<CashDrawerShape, ReceiptPrinterDriver> = ridingRow<CashDrawerShape, ReceiptPrinterDriver>({
  category: 'CashDrawer',
  names: { 'zh-CN': '钱箱（接在打印机上）', en: 'Cash drawer on the receipt printer' },
  ridesOn: 'receipt-printer-escpos',
  defaults: { openLevel: 'high' },
  schema: cashDrawerSchema,
  openOn: openCashDrawerDriver,
});
