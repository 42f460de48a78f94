import { fail, type Result } from 'retail-model/result.ts';
import { cashDrawerRow, type CashDrawerShape } from './cash-drawer/cash-drawer-row.ts';
import type { CatalogParts, LinkedRow, OpenDriverError, RidingRow } from './catalog-row.ts';
import type { DeviceDriver } from './device-driver.ts';
import { exitGateRow, type ExitGateShape } from './exit-gate/exit-gate-row.ts';
import { receiptPrinterRow, type ReceiptPrinterShape } from './receipt-printer/receipt-printer-row.ts';
import type { ReceiptPrinterDriver } from './receipt-printer/receipt-printer-driver.ts';
import { rfidRows, type RfidShapes } from './rfid-reader/rfid-rows.ts';
import { scaleRows, type ScaleShape, type ScaleShapes } from './scale/scale-rows.ts';
import { scannerRows, type ScannerShape } from './scanner/scanner-rows.ts';
import { kkmGatewayRow, type LabelGatewayShape } from './shelf-label-gateway/label-gateway-row.ts';
import { mqttShelfRow, type SmartShelfShape } from './smart-shelf/smart-shelf-row.ts';

/** Every protocol whose driver has a link of its own, with what its driver tells, offers and can be set to. */
export interface LinkedShapes extends ScaleShapes, RfidShapes {
  readonly 'scanner-serial': ScannerShape;
  readonly 'scanner-hid-pos': ScannerShape;
  readonly 'scanner-hid-generic': ScannerShape;
  readonly 'receipt-printer-escpos': ReceiptPrinterShape;
  readonly 'gate-llrp': ExitGateShape;
  readonly 'labels-kkm': LabelGatewayShape;
  readonly 'shelf-mqtt': SmartShelfShape;
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
  ...rfidRows,
  'receipt-printer-escpos': receiptPrinterRow,
  'cash-drawer-kick': cashDrawerRow,
  'gate-llrp': exitGateRow,
  'labels-kkm': kkmGatewayRow,
  'shelf-mqtt': mqttShelfRow,
};

/** Any driver by its category, which says what it tells and offers: of this catalogue, or from a file of a shop's own. */
export type AnyRow =
  | LinkedRow<ScannerShape> | LinkedRow<ScaleShape<object>> | LinkedRow<RfidShapes[keyof RfidShapes]> | LinkedRow<ReceiptPrinterShape>
  | LinkedRow<ExitGateShape> | LinkedRow<LabelGatewayShape> | LinkedRow<SmartShelfShape>;

export const isDriverProtocol = (protocol: string): protocol is DriverProtocol => Object.hasOwn(driverCatalog, protocol);

/** The row of a protocol that has a link of its own. `addedRows` are those of a shop's own driver files. */
export const findDriver = (protocol: string, addedRows: ReadonlyMap<string, AnyRow>): Result<AnyRow, OpenDriverError> => {
  const row = isDriverProtocol(protocol) ? driverCatalog[protocol] : (addedRows.get(protocol) ?? null);
  if (row === null) return fail({ kind: 'unknown-protocol', message: `There is no driver for "${protocol}". Known: ${[...Object.keys(driverCatalog), ...addedRows.keys()].join(', ')}.` });
  if (row.attachment === 'rides') return fail({ kind: 'wrong-link', message: `"${protocol}" has no link of its own: it rides on ${row.ridesOn}.` });
  return { ok: true, value: row as AnyRow };
};

/** Opens a driver as the configuration names it. A drawer is opened with its printer instead: `driverCatalog['cash-drawer-kick'].open`. */
export const openDriver = (protocol: string, parts: CatalogParts<DriverEvent>, address: string, options: unknown): Result<DeviceDriver, OpenDriverError> => {
  const row = findDriver(protocol, new Map());
  return row.ok ? row.value.open(parts, address, options) : row;
};
