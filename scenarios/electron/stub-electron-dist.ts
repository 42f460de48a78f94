import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Marks the fuse wire inside Electron's binary (electronjs.org, "Electron Fuses"); behind it: version 1, the number of fuses, one character for each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseNames = [
  'runAsNode', 'enableCookieEncryption', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'enableEmbeddedAsarIntegrityValidation', 'onlyLoadAppFromAsar', 'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
/** The opposite of what a packed app must carry, so that a fuse that was not set is seen. */
const WRONG_WIRE = '10110011';

/** A folder that looks like an unpacked Electron to electron-builder: an executable with a real fuse wire, locales, resources. It cannot run. */
export function makeStubElectronDist(folder: string, version: string): string {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  writeFileSync(path.join(folder, 'version'), version);
  writeFileSync(path.join(folder, 'LICENSE'), 'stub');
  writeFileSync(path.join(folder, 'chrome-sandbox'), 'stub');
  for (const locale of ['en-US', 'zh-CN', 'de']) writeFileSync(path.join(folder, 'locales', `${locale}.pak`), 'stub');
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.from(`stub ${SENTINEL}`), Buffer.from([1, fuseNames.length]), Buffer.from(`${WRONG_WIRE} stub`)]));
  chmodSync(path.join(folder, 'electron'), 0o755);
  return folder;
}

/** The fuses of a packed executable by the name that electron-builder.yml gives them. */
export function fusesOf(executable: string): Readonly<Record<string, boolean>> {
  const bytes = readFileSync(executable);
  const wire = bytes.subarray(bytes.indexOf(SENTINEL) + SENTINEL.length + 2);
  return Object.fromEntries(fuseNames.map((name, index) => [name, wire[index] === '1'.charCodeAt(0)]));
}
