import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Marks the fuse wire inside Electron's binary (@electron/fuses); behind it: version 1, the number of fuses, one character for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const DEFAULT_WIRE = '10110011';
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

/** A folder that looks like an unpacked Electron to electron-builder: an executable with a real fuse wire, locales, resources. It cannot run. */
export function makeStubElectronDist(folder: string, version: string): string {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  writeFileSync(path.join(folder, 'version'), version);
  writeFileSync(path.join(folder, 'LICENSE'), 'stub');
  writeFileSync(path.join(folder, 'chrome-sandbox'), 'stub');
  for (const locale of ['en-US', 'zh-CN', 'de']) writeFileSync(path.join(folder, 'locales', `${locale}.pak`), 'stub');
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.from(`stub ${SENTINEL}`), Buffer.from([1, DEFAULT_WIRE.length]), Buffer.from(`${DEFAULT_WIRE} stub`)]));
  chmodSync(path.join(folder, 'electron'), 0o755);
  return folder;
}

/** The fuses of a packed executable by name: true, false, or 'removed'. */
export async function fusesOf(executable: string): Promise<Readonly<Record<string, boolean | 'removed'>>> {
  const wire = await getCurrentFuseWire(executable);
  const names = Object.entries(FuseV1Options).flatMap(([name, index]) => (typeof index === 'number' ? [[name, index] as const] : []));
  return Object.fromEntries(names.map(([name, index]) => {
    const state: number | undefined = wire[index];
    return [name, state === ON ? true : state === OFF ? false : 'removed'];
  }));
}
