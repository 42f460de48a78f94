import { SerialPort } from 'serialport';
import { LinkLost, type ByteLink, type OpenByteLink } from '../byte-link.ts';
import { PosError } from '../device-driver.ts';
import { openIncomingQueue } from './incoming-queue.ts';
import { formatLinkAddress, type SerialAddress } from './link-address.ts';

const incomingLimitBytes = 1024 * 1024;

/** A serial port, a USB serial device or a pseudo-terminal. Opening rejects with `PosError` E_NOHARDWARE, or E_CLAIMED when another program holds it. */
export const openSerialLink = (address: SerialAddress): OpenByteLink => async (signal) => {
  signal.throwIfAborted();
  const name = formatLinkAddress(address);
  const { baud, dataBits, parity, stopBits } = address.settings;
  const port = new SerialPort({ path: address.path, baudRate: baud, dataBits, parity, stopBits, autoOpen: false });
  const queue = openIncomingQueue<Uint8Array>({
    name,
    sizeOf: (bytes) => bytes.length,
    limit: incomingLimitBytes,
    hold: (held) => (held ? port.pause() : port.resume()),
  });
  let lostBecause: Error | null = null;
  let closedByUs = false;

  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error === null ? resolve() : reject(openingError(name, error))));
  });
  port.on('data', (bytes: Uint8Array) => queue.push(bytes));
  port.on('error', (error: Error) => {
    lostBecause ??= error;
    queue.lose(new LinkLost(`${name} failed: ${error.message}`, { cause: error }));
  });
  port.on('close', (error: Error | null) => {
    if (closedByUs) queue.end();
    else queue.lose(new LinkLost(`${name} is gone.`, { cause: error ?? lostBecause }));
  });

  const close = async (): Promise<void> => {
    closedByUs = true;
    queue.end();
    if (!port.isOpen) return;
    await new Promise<void>((resolve) => port.close(() => resolve()));
  };
  if (signal.aborted) {
    await close();
    signal.throwIfAborted();
  }
  await setModemLines(port, address);

  const link: ByteLink = {
    incoming: queue.incoming,
    send: (bytes) =>
      new Promise<void>((resolve, reject) => {
        if (!port.isOpen) return reject(new LinkLost(`${name} is not open.`));
        port.write(Buffer.from(bytes), (error) =>
          error ? reject(new LinkLost(`${name} refused ${bytes.length} bytes: ${error.message}`, { cause: error })) : resolve());
      }),
    close,
  };
  return link;
};

const openingError = (name: string, error: Error): PosError => {
  const claimed = /lock|busy|access denied/i.test(error.message);
  return new PosError(
    claimed ? 'E_CLAIMED' : 'E_NOHARDWARE',
    claimed ? `${name} is in use by another program.` : `${name} cannot be opened: ${error.message}`,
    null,
    { cause: error },
  );
};

/** A pseudo-terminal and many USB adapters have no modem lines ("Inappropriate ioctl"): a device that needs them will be silent, and its liveness says so. */
const setModemLines = (port: SerialPort, { dtr, rts }: SerialAddress): Promise<void> =>
  new Promise((resolve) => {
    if (dtr === null && rts === null) return resolve();
    port.set({ ...(dtr === null ? {} : { dtr }), ...(rts === null ? {} : { rts }) }, () => resolve());
  });
