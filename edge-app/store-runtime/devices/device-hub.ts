import type { DeviceDriver, DeviceParts, DeviceStatus, HealthReport } from 'hardware-drivers/device-driver.ts';
import type { ExitGate, ExitGateEvent } from 'hardware-drivers/exit-gate/exit-gate.ts';
import type { ReceiptDocument } from 'hardware-drivers/receipt-printer/receipt-document.ts';
import type { ShelfLabelGateway } from 'hardware-drivers/shelf-label-gateway/kkm-gateway.ts';
import type { LabelEvent } from 'hardware-drivers/shelf-label-gateway/label-event.ts';
import type { ScaleReading } from 'retail-model/api/store-views.ts';
import type { DevicesView, LaneView } from 'retail-model/api/store-views.ts';
import type { WeightNow } from '../lanes/lane-desk.ts';
import type { DeviceConfig } from '../config.ts';
import { deviceNames } from './device-names.ts';
import { openLanePad, type LanePad } from './lane-pad.ts';
import { openLaneScale, type LaneScale } from './lane-scale.ts';
import { openDevice, type OpenedDevice, type OpenParts } from './open-device.ts';

export interface HubParts {
  readonly devices: readonly DeviceConfig[];
  /** The devices' own clock: liveness and debouncing need one that always runs. */
  readonly nowMs: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly broker: OpenParts['broker'];
  readonly addedDrivers: OpenParts['addedDrivers'];
  readonly onScan: (laneId: string, scan: { readonly aimId: string | null; readonly text: string }) => void;
  readonly onTags: (laneId: string, epcs: readonly string[]) => void;
  readonly onGate: (gateId: string, event: ExitGateEvent) => void;
  readonly onLabel: (event: LabelEvent) => void;
  readonly onWeight: (laneId: string) => void;
  /** A device that worked stopped working, or works again. */
  readonly onTrouble: (deviceId: string, status: DeviceStatus) => void;
  readonly onRecovered: (deviceId: string, role: string) => void;
  readonly onChanged: () => void;
}

interface Held { readonly config: DeviceConfig; readonly opened: OpenedDevice; status: DeviceStatus; wasTroubled: boolean; wasOnline: boolean; lastTest: DevicesView['devices'][number]['lastTest'] }

/** Every configured device by its role, kept in service: events go to lanes, gate and labels; health goes to the back office. */
export function openDeviceHub(parts: HubParts) {
  const held = new Map<string, Held>();
  const scales = new Map<string, LaneScale>();
  const pads = new Map<string, LanePad>();
  const placeOf = (config: DeviceConfig): string => config.role.split('/')[0]!;

  for (const config of parts.devices) {
    const laneId = placeOf(config);
    const scale = config.role.endsWith('/scale') ? openLaneScale(parts.nowMs) : null;
    if (scale) scales.set(laneId, scale);
    const pad = config.role.endsWith('/rfid') ? openLanePad({ nowMs: parts.nowMs, later: parts.later, onTags: (epcs) => parts.onTags(laneId, epcs) }) : null;
    if (pad) pads.set(laneId, pad);
    const common: Omit<DeviceParts<never>, 'onEvent'> = { deviceId: config.deviceId, nowMs: parts.nowMs, wait: parts.wait, onStatus: (status) => statusChanged(config, status) };
    const opened = openDevice(config, {
      ...common,
      broker: parts.broker,
      addedDrivers: parts.addedDrivers,
      onScan: (event) => event.kind === 'scan-data' && parts.onScan(laneId, { aimId: event.aimId, text: event.text }),
      onWeight: (event) => {
        scale?.heard(event);
        parts.onWeight(laneId);
      },
      onRfid: (event) => event.kind === 'tag-read' && pad?.read(event),
      onGate: (event) => parts.onGate(config.deviceId, event),
      onLabel: parts.onLabel,
    });
    held.set(config.deviceId, { config, opened, status: opened.driver.status(), wasTroubled: false, wasOnline: false, lastTest: null });
  }

  function statusChanged(config: DeviceConfig, status: DeviceStatus): void {
    const one = held.get(config.deviceId);
    if (config.role.endsWith('/scale')) scales.get(placeOf(config))?.setOnline(status.power === 'online');
    if (!one) return;
    one.status = status;
    const troubled = status.power === 'offline' || status.trouble !== null;
    if (status.power === 'online' && status.trouble === null) {
      if (one.wasTroubled) parts.onRecovered(config.deviceId, config.role);
      one.wasOnline = true;
      one.wasTroubled = false;
    } else if (troubled && !one.wasTroubled && one.wasOnline) {
      one.wasTroubled = true;
      parts.onTrouble(config.deviceId, status);
    }
    parts.onChanged();
  }

  const ticking = setInterval(() => pads.forEach((pad) => pad.passTime()), 1_000);
  const byRole = (role: string): Held | undefined => [...held.values()].find((one) => one.config.role === role);
  const inTrouble = (one: Held): boolean => one.status.power === 'offline' || one.status.trouble !== null;

  return {
    view: (): DevicesView['devices'] =>
      [...held.values()].map(({ config, status, lastTest }) => ({
        deviceId: config.deviceId, role: config.role, names: deviceNames(status.category), category: status.category, protocol: config.protocol, address: config.address, state: status.state, power: status.power, trouble: status.trouble,
        lastAnswerAtMs: status.lastAnswerAtMs, framesAccepted: status.statistics.framesAccepted, framesRefused: status.statistics.framesRefused, connections: status.statistics.connections, lastTest,
      })),
    troubles: (laneId: string): LaneView['troubles'] =>
      [...held.values()].filter((one) => placeOf(one.config) === laneId && inTrouble(one)).map((one) => ({ role: one.config.role, words: deviceNames(one.status.category) })),
    troubledCount: (): number => [...held.values()].filter(inTrouble).length,
    scale: (laneId: string): { readonly reading: ScaleReading; readonly take: () => WeightNow } => {
      const scale = scales.get(laneId);
      return scale ? { reading: scale.reading(), take: scale.take } : { reading: { online: false, grams: null, text: '', status: 'not-ready' }, take: () => ({ ok: false, code: 'scale-offline' }) };
    },
    hasPrinter: (laneId: string): boolean => byRole(`${laneId}/printer`)?.opened.printer !== undefined,
    /** 'unknown' when some of it may be on paper; rejects when certainly nothing is. */
    print: async (laneId: string, document: ReceiptDocument, isCopy: boolean): Promise<'printed' | 'unknown'> => {
      const printer = byRole(`${laneId}/printer`)?.opened.printer;
      if (!printer) throw new Error(`${laneId} has no printer`);
      return printer.print({ document, isCopy });
    },
    openDrawer: (laneId: string): void => void byRole(`${laneId}/printer`)?.opened.openDrawer?.().catch(() => undefined),
    drawerOpen: (laneId: string): boolean => byRole(`${laneId}/printer`)?.opened.drawerOpen?.() ?? false,
    alarm: async (gateId: string, forMs: number): Promise<void> => (held.get(gateId)?.opened.gate as ExitGate | undefined)?.alarm(forMs),
    labelGateways: (): readonly ShelfLabelGateway[] => [...held.values()].flatMap((one) => one.opened.labels ?? []),
    async test(deviceId: string): Promise<boolean> {
      const one = held.get(deviceId);
      if (!one) return false;
      const report: HealthReport = await one.opened.driver.checkHealth('external');
      one.lastTest = { atMs: parts.nowMs(), ...report };
      parts.onChanged();
      return true;
    },
    async close(): Promise<void> {
      clearInterval(ticking);
      for (const pad of pads.values()) pad.close();
      await Promise.all([...held.values()].map((one) => (one.opened.driver as DeviceDriver).close()));
    },
  };
}
export type DeviceHub = ReturnType<typeof openDeviceHub>;
