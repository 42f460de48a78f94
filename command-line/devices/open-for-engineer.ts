import { setTimeout as delay } from 'node:timers/promises';
import type { CatalogParts } from 'hardware-drivers/catalog-row.ts';
import type { DeviceDriver, DeviceStatus } from 'hardware-drivers/device-driver.ts';
import { findDriver, type DriverEvent } from 'hardware-drivers/driver-catalog.ts';
import { loadDriverFiles } from 'hardware-drivers/load-driver-file.ts';
import { WrongChoice } from '../store/store-choice.ts';

/** Waits on the machine's own clock; rejects when aborted. */
export const wait = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });

export interface EngineerOptions {
  readonly protocol: string;
  readonly options?: string;
  readonly driverFile?: readonly string[];
  readonly account?: string;
}

export interface Watching {
  readonly onEvent: (event: DriverEvent) => void;
  readonly onStatus: (status: DeviceStatus) => void;
  readonly openByteLink: CatalogParts<never>['openByteLink'];
}

/** Opens one driver for a person in front of the device. Throws `WrongChoice` for a protocol, address or option that does not exist. */
export async function openForEngineer(address: string, { protocol, options, driverFile, account }: EngineerOptions, watching: Watching): Promise<DeviceDriver> {
  const row = findDriver(protocol, await loadDriverFiles(driverFile ?? []));
  if (!row.ok) throw new WrongChoice(row.error.message);
  const [username = '', password = ''] = account?.split(':') ?? [];
  const opened = row.value.open({
    deviceId: 'device', nowMs: () => Math.round(performance.timeOrigin + performance.now()), wait, ...watching, brokerAccount: account === undefined ? null : { username, password },
  }, address, options === undefined ? {} : readOptions(options));
  if (!opened.ok) throw new WrongChoice(opened.error.message);
  return opened.value;
}

function readOptions(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongChoice(`--options ${text} is not JSON.`);
  }
}
