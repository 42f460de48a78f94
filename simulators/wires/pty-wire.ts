import { constants, openSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ReadStream } from 'node:tty';
import type { DeviceWire, OnBytes } from './device-wire.ts';
import { unreadBytesLimit } from './device-wire.ts';
import { openTcpWire } from './tcp-wire.ts';

interface PseudoTerminal {
  readonly master: ReadStream;
  readonly slave: ReadStream;
  readonly ptsName: string;
}

/**
 * Holds the far end of a pseudo-terminal; `path` is a symbolic link to whatever slave is current, so a replugged
 * cable comes back under the same name. Where there are no pseudo-terminals (Windows) the wire is TCP on loopback
 * and `address` says so. `characterBits: 7` masks both directions, since a pty ignores 7E1.
 */
export async function openPtyWire(options: { path: string; characterBits: 7 | 8; onBytes: OnBytes }): Promise<DeviceWire> {
  if (process.platform === 'win32') return openTcpWire({ port: 0, onBytes: options.onBytes, onConnect: null });
  const mask = options.characterBits === 7 ? 0x7f : 0xff;
  const masked = (bytes: Uint8Array): Uint8Array => (mask === 0xff ? bytes : bytes.map((byte) => byte & mask));
  let terminal: { readonly master: ReadStream; readonly held: ReadStream } | null = null;

  const plug = async (): Promise<void> => {
    const opened = await openPseudoTerminal();
    // The slave is held open here, raw and unread, or the master would fail whenever no driver has the port open.
    // The library's own slave stream reads, which would take bytes from the driver.
    const held = new ReadStream(openSync(opened.ptsName, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK));
    held.on('error', () => {});
    held.setRawMode(true);
    opened.slave.on('error', () => {});
    opened.slave.destroy();
    opened.master.on('error', () => {});
    opened.master.on('data', (chunk: Buffer) => options.onBytes(masked(new Uint8Array(chunk))));
    await mkdir(dirname(options.path), { recursive: true });
    await rm(options.path, { force: true });
    await symlink(opened.ptsName, options.path);
    terminal = { master: opened.master, held };
  };

  const unplug = async (): Promise<void> => {
    if (terminal === null) return;
    const { master, held } = terminal;
    terminal = null;
    await rm(options.path, { force: true });
    await Promise.all([destroyed(held), destroyed(master)]);
  };

  await plug();
  return {
    address: options.path,
    get isPlugged() {
      return terminal !== null;
    },
    send(bytes) {
      const master = terminal?.master as unknown as NodeJS.WriteStream | undefined;
      if (master === undefined || master.writableLength > unreadBytesLimit) return;
      master.write(masked(bytes));
    },
    async setCable(isPlugged) {
      if (isPlugged && terminal === null) await plug();
      if (!isPlugged) await unplug();
    },
    close: unplug,
  };
}

/** `open` is in the package but not in its types; `encoding: null` keeps bytes as bytes. */
async function openPseudoTerminal(): Promise<PseudoTerminal> {
  const library = (await import('@lydell/node-pty')) as unknown as { open(options: { encoding: null }): PseudoTerminal };
  return library.open({ encoding: null });
}

function destroyed(stream: ReadStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('close', () => resolve());
    stream.destroy();
  });
}
