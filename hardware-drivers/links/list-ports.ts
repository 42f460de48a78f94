import { SerialPort } from 'serialport';
import { loadNodeHid, type LoadHid } from './hid-link.ts';

/** Something plugged in that an address can name. */
export interface PluggedIn {
  readonly address: string;
  readonly name: string;
  /** As in USB: four hexadecimal digits each; null for what is not on USB. */
  readonly usbId: string | null;
  readonly usagePage: number | null;
}
export interface PortList {
  readonly found: readonly PluggedIn[];
  /** Lists that could not be made, and what to do: without `udev` there is no list of serial ports. */
  readonly unknown: readonly string[];
}

/** Serial ports and HID devices of this machine. Pseudo-terminals and readers on the network are in no list. */
export const listPorts = async (listSerial: () => ReturnType<typeof SerialPort.list> = () => SerialPort.list(), loadHid: LoadHid = loadNodeHid): Promise<PortList> => {
  const [serial, hid] = await Promise.allSettled([listSerial(), loadHid().then((library) => library.devicesAsync())]);
  const serialPorts = serial.status === 'fulfilled' ? serial.value : [];
  const hidDevices = hid.status === 'fulfilled' ? hid.value : [];
  return {
    found: [
      ...serialPorts.map(({ path, manufacturer, vendorId, productId }) => ({ address: `serial:${path}`, name: manufacturer ?? '', usbId: vendorId === undefined ? null : `${vendorId}:${productId ?? ''}`.toLowerCase(), usagePage: null })),
      ...hidDevices.map(({ vendorId, productId, product, manufacturer, usagePage }) => {
        const usbId = `${fourDigits(vendorId)}:${fourDigits(productId)}`;
        return { address: `hid:${usbId}`, name: [manufacturer, product].filter(Boolean).join(' '), usbId, usagePage: usagePage ?? null };
      }),
    ],
    unknown: [
      ...(serial.status === 'rejected' ? [`Serial ports cannot be listed (${reasonOf(serial)}): install udev, or name the port yourself.`] : []),
      ...(hid.status === 'rejected' ? [reasonOf(hid)] : []),
    ],
  };
};

const fourDigits = (id: number): string => id.toString(16).padStart(4, '0');
const reasonOf = ({ reason }: PromiseRejectedResult): string => (reason instanceof Error ? reason.message : String(reason));
