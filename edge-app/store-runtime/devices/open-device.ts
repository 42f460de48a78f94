import type { Result } from 'retail-model/result.ts';
import type { CatalogParts, OpenDriverError } from 'hardware-drivers/catalog-row.ts';
import type { DeviceDriver } from 'hardware-drivers/device-driver.ts';
import { findDriver, type AnyRow } from 'hardware-drivers/driver-catalog.ts';
import type { ExitGate, ExitGateEvent } from 'hardware-drivers/exit-gate/exit-gate.ts';
import { openByteLink } from 'hardware-drivers/links/open-link.ts';
import type { ReceiptPrinterDriver } from 'hardware-drivers/receipt-printer/receipt-printer-driver.ts';
import type { RfidReaderEvent } from 'hardware-drivers/rfid-reader/rfid-reader-event.ts';
import type { WeightEvent } from 'hardware-drivers/scale/scale-driver.ts';
import type { ScanEvent } from 'hardware-drivers/scanner/scanner-driver.ts';
import type { ShelfLabelGateway } from 'hardware-drivers/shelf-label-gateway/kkm-gateway.ts';
import type { LabelEvent } from 'hardware-drivers/shelf-label-gateway/label-event.ts';
import type { DeviceConfig } from '../config.ts';

export interface OpenParts extends Omit<CatalogParts<never>, 'onEvent' | 'openByteLink' | 'brokerAccount'> {
  readonly broker: { readonly host: string; readonly port: number; readonly login: { readonly name: string; readonly password: string } };
  /** Drivers from the shop's own files, by protocol. */
  readonly addedDrivers: ReadonlyMap<string, AnyRow>;
  readonly onScan: (event: ScanEvent) => void;
  readonly onWeight: (event: WeightEvent) => void;
  readonly onRfid: (event: RfidReaderEvent) => void;
  readonly onGate: (event: ExitGateEvent) => void;
  readonly onLabel: (event: LabelEvent) => void;
}

/** A device in service. Beside the driver only what this kind of device can do. */
export interface OpenedDevice {
  readonly driver: DeviceDriver;
  readonly printer?: Pick<ReceiptPrinterDriver, 'print'>;
  readonly openDrawer?: () => Promise<void>;
  readonly drawerOpen?: () => boolean;
  readonly gate?: ExitGate;
  readonly labels?: ShelfLabelGateway;
}

/**
 * Opens the driver that the configuration names, from the catalogue or from a driver file. Throws for a protocol, an address or an option
 * that does not exist: a wrong configuration must not look like a missing device.
 */
export function openDevice({ deviceId, protocol, address, options }: DeviceConfig, parts: OpenParts): OpenedDevice {
  const { broker } = parts;
  const common = { deviceId: parts.deviceId, nowMs: parts.nowMs, wait: parts.wait, onStatus: parts.onStatus, openByteLink, brokerAccount: { username: broker.login.name, password: broker.login.password } };
  const opened = <Driver>(driver: Result<Driver, OpenDriverError>): Driver => {
    if (!driver.ok) throw new Error(`Device ${deviceId}: ${driver.error.message}`);
    return driver.value;
  };
  const row = opened(findDriver(protocol, parts.addedDrivers));
  switch (row.category) {
    case 'Scanner': return { driver: opened(row.open({ ...common, onEvent: parts.onScan }, address, options)) };
    case 'Scale': return { driver: opened(row.open({ ...common, onEvent: parts.onWeight }, address, options)) };
    case 'RFIDScanner': return { driver: opened(row.open({ ...common, onEvent: parts.onRfid }, address, options)) };
    case 'Gate': {
      const gate = opened(row.open({ ...common, onEvent: parts.onGate }, address, options));
      return { driver: gate, gate };
    }
    case 'ElectronicLabel': {
      const labels = opened(row.open({ ...common, onEvent: parts.onLabel }, address, options));
      return { driver: labels, labels };
    }
    case 'POSPrinter': {
      const printer = opened(row.open({ ...common, onEvent: () => undefined }, address, options));
      return { driver: printer, printer, openDrawer: () => printer.kickDrawer(), drawerOpen: () => printer.condition()?.drawerPinHigh ?? false };
    }
    // No one follows a shelf's picks yet: its health is shown all the same.
    case 'SmartShelf': return { driver: opened(row.open({ ...common, onEvent: () => undefined }, address, options)) };
  }
}
