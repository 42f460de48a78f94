import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { LinkLost } from '../byte-link.ts';
import { PosError } from '../device-driver.ts';
import { hidLoadingError, loadNodeHid, openHidLink, type LoadHid } from './hid-link.ts';

const signal = new AbortController().signal;
const scanner = { link: 'hid', vendorId: 0x0c2e, productId: 0x0b61, serialNumber: null } as const;

test('a missing system library is said in words an engineer can act on', () => {
  const error = Object.assign(new Error('libusb-1.0.so.0: cannot open shared object file: No such file or directory'), { code: 'ERR_DLOPEN_FAILED' });
  expect(hidLoadingError(error)).toMatchObject({ code: 'E_NOSERVICE', message: expect.stringContaining('apt-get install libusb-1.0-0') as string });
  expect(hidLoadingError(new Error('Cannot find module')).message).not.toContain('apt-get');
});

test('the real library either loads and finds no such device, or says what it lacks', async () => {
  const absent = { ...scanner, vendorId: 0xfffe, productId: 0xfffe };
  await expect(openHidLink(absent, 0x8c, loadNodeHid)(signal)).rejects.toSatisfy((error) =>
    error instanceof PosError && (error.code === 'E_NOHARDWARE' || (error.code === 'E_NOSERVICE' && error.message.includes('libusb-1.0-0'))));
});

/** One plugged device with a keyboard and a scanner interface, at the interface of node-hid. */
const plugIn = (): { readonly load: LoadHid; readonly device: EventEmitter; readonly opened: string[]; readonly written: string[] } => {
  const device = new EventEmitter();
  const opened: string[] = [];
  const written: string[] = [];
  const load = (async () => ({
    devicesAsync: async () => [{ path: '/dev/hidraw0', usagePage: 1 }, { path: '/dev/hidraw1', usagePage: 0x8c }],
    HIDAsync: {
      open: async (path: string) => {
        opened.push(path);
        return Object.assign(device, { close: async () => undefined, write: async (report: Buffer) => { written.push(report.toString('hex')); } });
      },
    },
  })) as unknown as LoadHid;
  return { load, device, opened, written };
};

test('the interface of the wanted usage page is opened, reports pass, unplugging is a lost link', async () => {
  const { load, device, opened, written } = plugIn();
  const link = await openHidLink(scanner, 0x8c, load)(signal);
  expect(opened).toEqual(['/dev/hidraw1']);
  await link.send(Buffer.from('0401', 'hex'));
  expect(written).toEqual(['0401']);
  device.emit('data', Buffer.from('0203', 'hex'));
  device.emit('error', new Error('could not read from HID device'));
  const heard: string[] = [];
  await expect((async () => { for await (const report of link.incoming) heard.push(Buffer.from(report).toString('hex')); })()).rejects.toBeInstanceOf(LinkLost);
  expect(heard).toEqual(['0203']);
});
