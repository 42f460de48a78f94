import { z } from 'zod';
import { byteRow, type LinkedRow } from '../catalog-row.ts';
import { plainSerialSettings } from '../links/link-address.ts';
import { openReceiptPrinterDriver, type PrinterEvent, type ReceiptPrinterDriver, type ReceiptPrinterOptions } from './receipt-printer-driver.ts';

const receiptPrinterSchema: z.ZodType<ReceiptPrinterOptions> = z.strictObject({
  columns: z.int().min(16).max(96),
  characterSet: z.enum(['gb18030', 'windows-1252']),
  confirmBy: z.enum(['process-id', 'paper-status']),
  drawerPin: z.union([z.literal(2), z.literal(5)]),
  statusIntervalMs: z.int().min(50).max(10_000),
  livenessTimeoutMs: z.int().min(500).max(60_000),
  completionTimeoutMs: z.int().min(1_000).max(300_000),
  recoveryTimeoutMs: z.int().min(1_000).max(3_600_000),
});

export interface ReceiptPrinterShape { readonly category: 'POSPrinter'; readonly event: PrinterEvent; readonly driver: ReceiptPrinterDriver; readonly options: ReceiptPrinterOptions }

export const receiptPrinterRow: LinkedRow<ReceiptPrinterShape> = byteRow<ReceiptPrinterShape>({
  category: 'POSPrinter',
  names: { 'zh-CN': '小票打印机（ESC/POS）', en: 'Receipt printer, ESC/POS' },
  links: ['serial', 'tcp'],
  serialDefaults: plainSerialSettings,
  defaults: {
    columns: 48, characterSet: 'gb18030', confirmBy: 'paper-status', drawerPin: 2,
    statusIntervalMs: 500, livenessTimeoutMs: 3_000, completionTimeoutMs: 20_000, recoveryTimeoutMs: 600_000,
  },
  schema: receiptPrinterSchema,
  openOn: (parts, address, options) => openReceiptPrinterDriver(parts, parts.openByteLink(address, null), options),
});
