import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { DeviceWire, OnBytes } from './device-wire.ts';
import { unreadBytesLimit } from './device-wire.ts';

/**
 * HID reports where the kernel offers no uhid: a Unix socket (a named pipe on Windows) on which every report,
 * in both directions, is a big-endian u16 length and that many bytes. `send` takes one whole report.
 */
export async function openReportSocketWire(options: { path: string; onReport: OnBytes }): Promise<DeviceWire> {
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${options.path.replace(/[^\w-]+/g, '-')}` : options.path;
  let server: Server | null = null;
  let client: Socket | null = null;

  const plug = async (): Promise<void> => {
    if (process.platform !== 'win32') {
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
    }
    const opened = createServer((socket) => {
      client?.destroy();
      client = socket;
      let pending = Buffer.alloc(0);
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        pending = Buffer.concat([pending, chunk]);
        while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
          const end = 2 + pending.readUInt16BE(0);
          options.onReport(new Uint8Array(pending.subarray(2, end)));
          pending = pending.subarray(end);
        }
      });
      socket.on('close', () => {
        if (client === socket) client = null;
      });
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(path, resolve);
    });
    server = opened;
  };

  const unplug = async (): Promise<void> => {
    const closing = server;
    server = null;
    client?.destroy();
    client = null;
    if (closing !== null) await new Promise<void>((resolve) => closing.close(() => resolve()));
  };

  await plug();
  return {
    address: `unix:${path}`,
    get isPlugged() {
      return server !== null;
    },
    send(report) {
      if (client === null || client.writableLength > unreadBytesLimit) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(report.length);
      client.write(Buffer.concat([length, report]));
    },
    async setCable(isPlugged) {
      if (isPlugged && server === null) await plug();
      if (!isPlugged) await unplug();
    },
    close: unplug,
  };
}
