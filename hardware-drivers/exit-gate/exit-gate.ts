import type { DeviceDriver, DeviceParts, DeviceStatus } from '../device-driver.ts';
import type { RfidReaderEvent } from '../rfid-reader/rfid-reader-event.ts';
import { openGateWatch, type GateCrossing, type GateWatchOptions } from './gate-watch.ts';

export interface ExitGateEvent extends GateCrossing {
  readonly kind: 'gate-crossed';
  readonly deviceId: string;
}

/** What a gate needs of its reader. */
export interface GateReader extends DeviceDriver {
  setOutput(port: number, on: boolean): Promise<void>;
}

export interface ExitGateOptions {
  readonly watch: GateWatchOptions;
  /** Output ports from 1; null where there is none. */
  readonly lampPort: number | null;
  readonly buzzerPort: number | null;
  readonly tickMs: number;
}

export interface ExitGate extends DeviceDriver {
  /** Lamp and buzzer on for so long; a further alarm meanwhile prolongs it. Whether there is reason to is decided elsewhere. */
  alarm(forMs: number): Promise<void>;
  /** Lamp and buzzer off now. */
  silence(): Promise<void>;
}

/** A gate over any reader with inputs and outputs. The reader is opened by `openReader` and closed with the gate. */
export const openExitGate = (
  parts: DeviceParts<ExitGateEvent>, openReader: (parts: DeviceParts<RfidReaderEvent>) => GateReader, options: ExitGateOptions,
): ExitGate => {
  const watch = openGateWatch(options.watch);
  const closing = new AbortController();
  let alarmUntilMs = 0;
  let outputsAreOn = false;
  let wasOnline = false;

  const gateStatus = (status: DeviceStatus): DeviceStatus => ({ ...status, category: 'Gate', protocol: status.protocol.replace(/^rfid-/, 'gate-') });
  const setOutputs = async (on: boolean): Promise<void> => {
    outputsAreOn = on;
    for (const port of [options.lampPort, options.buzzerPort]) if (port !== null) await reader.setOutput(port, on);
  };

  const reader = openReader({
    ...parts,
    onStatus: status => {
      // A reader that lost its connection under an alarm may come back with the buzzer on.
      if (status.power === 'online' && !wasOnline) outputsAreOn = true;
      wasOnline = status.power === 'online';
      parts.onStatus(gateStatus(status));
    },
    onEvent: event => {
      if (event.kind === 'tag-read') watch.tagRead({ epc: event.epc, tid: event.tid, rssiDbm: event.rssiDbm, atMs: event.readAtMs });
      else watch.inputChanged(event.port, event.active, event.changedAtMs);
    },
  });

  const live = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await parts.wait(options.tickMs, closing.signal);
      const atMs = parts.nowMs();
      for (const crossing of watch.passTime(atMs)) parts.onEvent({ kind: 'gate-crossed', deviceId: parts.deviceId, ...crossing });
      if (outputsAreOn && atMs >= alarmUntilMs && wasOnline) await setOutputs(false).catch(() => { outputsAreOn = true; });
    }
  };
  const life = live().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });

  return {
    status: () => gateStatus(reader.status()),
    checkHealth: reader.checkHealth,
    alarm: async forMs => {
      alarmUntilMs = Math.max(alarmUntilMs, parts.nowMs() + forMs);
      if (!outputsAreOn) await setOutputs(true);
    },
    silence: async () => {
      alarmUntilMs = 0;
      await setOutputs(false);
    },
    close: async () => {
      if (outputsAreOn && wasOnline) await setOutputs(false).catch(() => undefined);
      closing.abort();
      await life;
      await reader.close();
    },
  };
};
