import { fail, type Result } from 'retail-model/result.ts';
import { cashDrawerRow, type CashDrawerShape } from './cash-drawer/cash-drawer-row.ts';
import type { LinkedRow, OpenDriverError, RidingRow } from './catalog-row.ts';
import type { DeviceDriver, DeviceParts } from './device-driver.ts';
import { receiptPrinterRow, type ReceiptPrinterShape } from './receipt-printer/receipt-printer-row.ts';
import type { ReceiptPrinterDriver } from './receipt-printer/receipt-printer-driver.ts';
import { scaleRows, type ScaleShapes } from './scale/scale-rows.ts';
import { scannerRows, type ScannerShape } from './scanner/scanner-rows.ts';

/** Every protocol whose driver has a link of its own, with what its driver tells, offers and can be set to. */
export interface LinkedShapes extends ScaleShapes {
  readonly 'scanner-serial': ScannerShape;
  readonly 'scanner-hid-pos': ScannerShape;
  readonly 'scanner-hid-generic': ScannerShape;
  readonly 'receipt-printer-escpos': ReceiptPrinterShape;
}
export type LinkedProtocol = keyof LinkedShapes;
export type DriverProtocol = LinkedProtocol | 'cash-drawer-kick';
export type DriverEvent = LinkedShapes[LinkedProtocol]['event'] | CashDrawerShape['event'];

type DriverCatalog =
  & { readonly [protocol in LinkedProtocol]: LinkedRow<LinkedShapes[protocol]> }
  & { readonly 'cash-drawer-kick': RidingRow<CashDrawerShape, ReceiptPrinterDriver> };

/** A protocol without a row does not compile. */
export const driverCatalog: DriverCatalog = {
  ...scannerRows,
  ...scaleRows,
  'receipt-printer-escpos': receiptPrinterRow,
  'cash-drawer-kick': cashDrawerRow,
};

export const isDriverProtocol = (protocol: string): protocol is DriverProtocol => Object.hasOwn(driverCatalog, protocol);

/** Opens a driver as the configuration names it. A drawer is opened with its printer instead: `driverCatalog['cash-drawer-kick'].open`. */
export const openDriver = (protocol: string, parts: DeviceParts<DriverEvent>, address: string, options: unknown): Result<DeviceDriver, OpenDriverError> => {
  const row = isDriverProtocol(protocol) ? driverCatalog[protocol] : null;
  if (row === null) return fail({ kind: 'unknown-protocol', message: `There is no driver for "${protocol}".` });
  if (row.attachment === 'rides') return fail({ kind: 'wrong-link', message: `"${protocol}" has no link of its own: it rides on ${row.ridesOn}.` });
  return row.open(parts, address, options);
};
