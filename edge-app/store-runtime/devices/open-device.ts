import { z } from 'zod';
import type { OpenByteLink } from 'hardware-drivers/byte-link.ts';
import type { DeviceDriver, DeviceParts } from 'hardware-drivers/device-driver.ts';
import { openExitGate, type ExitGate, type ExitGateEvent } from 'hardware-drivers/exit-gate/exit-gate.ts';
import { usualGateWatch } from 'hardware-drivers/exit-gate/gate-watch.ts';
import { openMqttLink } from 'hardware-drivers/links/mqtt-link.ts';
import { openByteLink } from 'hardware-drivers/links/open-link.ts';
import { parseLinkAddress, plainSerialSettings } from 'hardware-drivers/links/link-address.ts';
import { openReceiptPrinterDriver, type ReceiptPrinterDriver, type ReceiptPrinterOptions } from 'hardware-drivers/receipt-printer/receipt-printer-driver.ts';
import { openLlrpReader } from 'hardware-drivers/rfid-reader/llrp/llrp-reader.ts';
import type { RfidReaderEvent } from 'hardware-drivers/rfid-reader/rfid-reader-event.ts';
import { mtSicsProtocol } from 'hardware-drivers/scale/mt-sics-codec.ts';
import { toledo8217Protocol } from 'hardware-drivers/scale/toledo-8217-codec.ts';
import { casFrameProtocol } from 'hardware-drivers/scale/cas-frame-codec.ts';
import { hidScaleProtocol } from 'hardware-drivers/scale/hid-scale-codec.ts';
import { nciProtocol } from 'hardware-drivers/scale/nci-codec.ts';
import type { ScaleProtocol } from 'hardware-drivers/scale/weight-reading.ts';
import { openScaleDriver, type WeightEvent } from 'hardware-drivers/scale/scale-driver.ts';
import { openHidPosDecoder, scannerUsagePage } from 'hardware-drivers/scanner/hid-scan-codec.ts';
import { openScannerDriver, type ScanEvent } from 'hardware-drivers/scanner/scanner-driver.ts';
import { openSerialScanDecoder } from 'hardware-drivers/scanner/serial-scan-codec.ts';
import { openKkmGateway, usualKkmOptions, type ShelfLabelGateway } from 'hardware-drivers/shelf-label-gateway/kkm-gateway.ts';
import type { LabelEvent } from 'hardware-drivers/shelf-label-gateway/label-event.ts';
import { usualLabelPolicy } from 'hardware-drivers/shelf-label-gateway/label-fleet.ts';
import type { DeviceConfig } from '../config.ts';

export interface OpenParts extends Omit<DeviceParts<never>, 'onEvent'> {
  readonly broker: { readonly host: string; readonly port: number; readonly login: { readonly name: string; readonly password: string } };
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

type Open = (config: DeviceConfig, parts: OpenParts) => OpenedDevice;

/** HID usage page of scales (HID Point of Sale Usage Tables 1.02). */
const scaleUsagePage = 0x8d;
const SCALE_POLL_MS = 150;
const SCALE_SILENT_MS = 2_000;
/** A scanner that reads the same code again this soon has stuttered; nobody passes two items over it so fast. */
const STUTTER_MS = 150;
/** EPC pads read the same basket again and again (session 0); a gate lets a tag rest (session 1). */
const llrpPlan = { antennas: [], powerDbm: null, tagPopulation: 32, readTid: false, keepaliveMs: 3_000 } as const;

/** How each protocol of the configuration is opened. A new protocol is a line here and a driver there. */
const openByProtocol: Readonly<Record<string, Open>> = {
  'scanner-serial': (config, parts) => ({ driver: openScannerDriver({ ...parts, onEvent: parts.onScan }, byteLink(config, null), { protocolName: config.protocol, stutterMs: STUTTER_MS, openDecoder: openSerialScanDecoder }) }),
  'scanner-hid-pos': (config, parts) => ({ driver: openScannerDriver({ ...parts, onEvent: parts.onScan }, byteLink(config, scannerUsagePage), { protocolName: config.protocol, stutterMs: STUTTER_MS, openDecoder: openHidPosDecoder }) }),
  'scale-mt-sics': scale(mtSicsProtocol),
  'scale-toledo-8217': scale(toledo8217Protocol('kg')),
  'scale-cas': scale(casFrameProtocol),
  'scale-nci': scale(nciProtocol),
  'scale-hid': scale(hidScaleProtocol),
  'rfid-llrp': (config, parts) => ({ driver: openLlrpReader({ ...parts, onEvent: parts.onRfid }, byteLink(config, null), { ...llrpPlan, session: 0 }) }),
  'gate-llrp': (config, parts) => {
    const gate = openExitGate({ ...parts, onEvent: parts.onGate }, (readerParts) => openLlrpReader(readerParts, byteLink(config, null), { ...llrpPlan, session: 1 }), {
      watch: { ...usualGateWatch, photoEye: { inner: 1, outer: null, brokenIs: 'active' } }, lampPort: 1, buzzerPort: 2, tickMs: 25,
    });
    return { driver: gate, gate };
  },
  'labels-kkm': (config, parts) => {
    const address = parseLinkAddress(config.address, plainSerialSettings);
    if (!address.ok || address.value.link !== 'mqtt') throw new Error(`Device ${config.deviceId}: ${address.ok ? 'a label gateway is reached over mqtt:' : address.error.message}`);
    const open = openMqttLink(address.value, { clientId: `mendian-${config.deviceId}`, account: { username: parts.broker.login.name, password: parts.broker.login.password }, will: null });
    const labels = openKkmGateway({ ...parts, onEvent: parts.onLabel }, open, { ...usualKkmOptions, policy: { ...usualLabelPolicy, ...labelPolicyOf(config.options) } });
    return { driver: labels, labels };
  },
  'printer-escpos': (config, parts) => {
    const printer = openReceiptPrinterDriver({ ...parts, onEvent: () => undefined }, byteLink(config, null), {
      columns: 48, characterSet: 'gb18030', confirmBy: 'paper-status', drawerPin: 2, statusIntervalMs: 1_000, livenessTimeoutMs: 4_000, completionTimeoutMs: 8_000, recoveryTimeoutMs: 600_000, ...printerOptions.parse(config.options),
    });
    return { driver: printer, printer, openDrawer: () => printer.kickDrawer(), drawerOpen: () => printer.condition()?.drawerPinHigh ?? false };
  },
};

/** What an installer may set for a printer; the rest is usual. */
const printerOptions = z.object({ columns: z.int().min(20).max(64).optional(), confirmBy: z.enum(['process-id', 'paper-status']).optional(), drawerPin: z.union([z.literal(2), z.literal(5)]).optional() }).transform((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<ReceiptPrinterOptions>);
const labelPolicyOptions = z.object({ answerTimeoutMs: z.int().min(1_000).max(600_000).optional() });
const labelPolicyOf = (options: unknown): { readonly answerTimeoutMs?: number } => {
  const { answerTimeoutMs } = labelPolicyOptions.parse(options);
  return answerTimeoutMs === undefined ? {} : { answerTimeoutMs };
};

/** Opens the driver that the configuration names. Throws for a protocol or an address that does not exist: a wrong configuration must not look like a missing device. */
export function openDevice(config: DeviceConfig, parts: OpenParts): OpenedDevice {
  const open = openByProtocol[config.protocol];
  if (!open) throw new Error(`Device ${config.deviceId}: there is no protocol "${config.protocol}". Known: ${Object.keys(openByProtocol).join(', ')}`);
  return open(config, parts);
}

function scale(protocol: ScaleProtocol): Open {
  return (config, parts) => ({
    driver: openScaleDriver({ ...parts, onEvent: parts.onWeight }, byteLink(config, scaleUsagePage), protocol, { protocolName: config.protocol, pollIntervalMs: SCALE_POLL_MS, livenessTimeoutMs: SCALE_SILENT_MS }),
  });
}

function byteLink(config: DeviceConfig, hidUsagePage: number | null): OpenByteLink {
  const address = parseLinkAddress(config.address, plainSerialSettings);
  if (!address.ok || address.value.link === 'mqtt') throw new Error(`Device ${config.deviceId}: ${address.ok ? 'this device does not speak over MQTT' : address.error.message}`);
  return openByteLink(address.value, hidUsagePage);
}
