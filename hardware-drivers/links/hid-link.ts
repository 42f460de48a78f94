import type * as NodeHid from 'node-hid';
import { LinkLost, type ByteLink, type OpenByteLink } from '../byte-link.ts';
import { PosError } from '../device-driver.ts';
import { openIncomingQueue } from './incoming-queue.ts';
import { formatLinkAddress, type HidAddress, type HidPathAddress } from './link-address.ts';

const incomingLimitBytes = 256 * 1024;

/** What is used of node-hid, so that an absent system library can be told from an absent device. */
export type LoadHid = () => Promise<Pick<typeof NodeHid, 'devicesAsync' | 'HIDAsync'>>;

/** Loaded at first use: a shop without HID devices needs none of the system libraries. */
export const loadNodeHid: LoadHid = async () => {
  try {
    return await import('node-hid');
  } catch (error) {
    throw hidLoadingError(error);
  }
};

/**
 * One HID device; one chunk is one input report (its first byte is the report id where the device numbers its reports).
 * `usagePage` chooses among the interfaces of one device (0x8C scanner, 0x8D scale); `null` takes the first.
 * Opening rejects with `PosError` E_NOSERVICE (system library missing) or E_NOHARDWARE (not plugged in, or no right to open it).
 */
export const openHidLink = (address: HidAddress | HidPathAddress, usagePage: number | null, loadHid: LoadHid): OpenByteLink => async (signal) => {
  signal.throwIfAborted();
  const name = formatLinkAddress(address);
  const hid = await loadHid();
  const path = address.link === 'hid-path' ? address.path : await findPath(hid, address, usagePage, name);
  const device = await openDevice(hid, path, name);
  if (signal.aborted) {
    await device.close();
    signal.throwIfAborted();
  }
  return hidDeviceLink(device, name);
};

/** Plain words for the two ways in which the HID library cannot be loaded on a bare system. */
export const hidLoadingError = (error: unknown): PosError => {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const missingLibrary = code === 'ERR_DLOPEN_FAILED' || /lib(usb|udev)[-.\w]*: cannot open shared object/.test(detail);
  return new PosError(
    'E_NOSERVICE',
    missingLibrary
      ? `USB devices need two system libraries that are missing here. Install them with: apt-get install libusb-1.0-0 libudev1 (${detail})`
      : `The USB HID library cannot be loaded: ${detail}`,
    null,
    { cause: error },
  );
};

const findPath = async (hid: Awaited<ReturnType<LoadHid>>, address: HidAddress, usagePage: number | null, name: string): Promise<string> => {
  const present = (await hid.devicesAsync(address.vendorId, address.productId))
    .filter((device) => address.serialNumber === null || device.serialNumber === address.serialNumber)
    .filter((device): device is NodeHid.Device & { path: string } => device.path !== undefined);
  const chosen = present.find((device) => device.usagePage === usagePage) ?? present[0];
  if (chosen === undefined) throw new PosError('E_NOHARDWARE', `${name} is not plugged in.`);
  return chosen.path;
};

const openDevice = async (hid: Awaited<ReturnType<LoadHid>>, path: string, name: string): Promise<NodeHid.HIDAsync> => {
  try {
    return await hid.HIDAsync.open(path);
  } catch (error) {
    throw new PosError('E_NOHARDWARE', `${name} cannot be opened: ${error instanceof Error ? error.message : String(error)}`, null, { cause: error });
  }
};

const hidDeviceLink = (device: NodeHid.HIDAsync, name: string): ByteLink => {
  const queue = openIncomingQueue<Uint8Array>({ name, sizeOf: (report) => report.length, limit: incomingLimitBytes, hold: () => undefined });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    queue.end();
    await device.close();
  };
  device.on('data', (report: Uint8Array) => queue.push(Uint8Array.from(report)));
  device.on('error', (error: Error) => queue.lose(new LinkLost(`${name} was unplugged or failed: ${error.message}`, { cause: error })));
  return {
    incoming: queue.incoming,
    send: async (report) => {
      if (closed) throw new LinkLost(`${name} is closed.`);
      try {
        await device.write(Buffer.from(report));
      } catch (error) {
        throw new LinkLost(`${name} refused a report of ${report.length} bytes.`, { cause: error });
      }
    },
    close,
  };
};
