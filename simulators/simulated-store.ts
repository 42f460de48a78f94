import { openControlApi } from './bench/control-api.ts';
import { hostDevice } from './bench/host-device.ts';
import type { HostedDevice } from './bench/hosted-device.ts';
import type { StorePlan } from './store-plan.ts';

export interface SimulatedStoreAddress {
  readonly control: string;
  readonly key: string;
  readonly devices: readonly { readonly id: string; readonly kind: string; readonly role: string; readonly address: string; readonly credentials: Readonly<Record<string, string>> | null }[];
}

/** All devices of a shop on their wires, and the bench to play with them. `key` opens the control API. */
export async function openSimulatedStore(parts: { plan: StorePlan; key: string; allowedOrigins: readonly string[]; nowMs: () => number }) {
  const hosted: HostedDevice[] = [];
  const closeDevices = async (): Promise<void> => {
    await Promise.all(hosted.splice(0).map(({ device }) => device.close()));
  };
  try {
    for (const device of parts.plan.devices) hosted.push(await hostDevice(device, parts.plan, parts.nowMs));
    const control = await openControlApi({ devices: [...hosted], key: parts.key, allowedOrigins: parts.allowedOrigins });
    const address: SimulatedStoreAddress = {
      control: control.url,
      key: parts.key,
      devices: hosted.map(({ id, kind, role, device }) => ({ id, kind, role, address: device.address, credentials: device.credentials ?? null })),
    };
    return {
      address,
      allowOrigin: control.allowOrigin,
      async close(): Promise<void> {
        await control.close();
        await closeDevices();
      },
    };
  } catch (error) {
    await closeDevices();
    throw new Error('The simulated store could not put all its devices on their wires.', { cause: error });
  }
}
