import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fusesOf, makeStubElectronDist } from './stub-electron-dist.ts';

/**
 * Packs the desktop app with electron-builder against a stub of Electron, without any network, reads the archive, and runs what is in it under
 * plain Node. What this cannot show is the Electron binary itself: `shell.test.ts` does, where there is one.
 */
const repository = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'mendian-pack-'));
const laidOut = path.join(folder, 'app');
const resources = path.join(folder, 'release/linux-unpacked/resources');
const extracted = path.join(folder, 'extracted');
const deadProxy = 'http://127.0.0.1:9';
const offline = { ...process.env, HTTP_PROXY: deadProxy, HTTPS_PROXY: deadProxy, http_proxy: deadProxy, https_proxy: deadProxy, ELECTRON_MIRROR: `${deadProxy}/`, npm_config_offline: 'true', npm_config_registry: `${deadProxy}/`, npm_config_proxy: deadProxy, npm_config_https_proxy: deadProxy };
const children: ChildProcess[] = [];
let files: readonly string[] = [];

async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: offline, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${path.basename(program)} ended with ${code}:\n${said.slice(-4_000)}`);
  return said;
}

beforeAll(async () => {
  await run(path.join(repository, 'scripts/build-app.mjs'), ['--out', laidOut], repository);
  // What the archive must refuse, should it ever lie there.
  writeFileSync(path.join(laidOut, 'stray.ts'), 'export const stray = 1;');
  const { version } = JSON.parse(readFileSync(path.join(repository, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  const dist = makeStubElectronDist(path.join(folder, 'electron'), version);
  await run(path.join(repository, 'node_modules/electron-builder/cli.js'), ['--linux', 'dir', '--config', 'electron-builder.yml', `-c.directories.app=${laidOut}`, `-c.directories.output=${path.join(folder, 'release')}`, `-c.electronDist=${dist}`], repository);
  const archive = path.join(resources, 'app.asar');
  extractAll(archive, extracted);
  files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/').replace(/^\//, '')).filter((file) => statSync(path.join(extracted, file)).isFile());
}, 280_000);

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the packed desktop app', () => {
  test('holds the bundles, the screens of a store and its native modules', () => {
    for (const file of [
      'package.json', 'main.cjs', 'preload.cjs', 'store-runtime.mjs', 'backup-worker.mjs', 'inference-host.mjs', 'screens/kiosk/index.html', 'screens/attendant/index.html', 'screens/back-office/index.html',
      `node_modules/better-sqlite3-multiple-ciphers/prebuilds/linux-${process.arch}.node`, `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}/onnxruntime_binding.node`, 'node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff2',
    ]) expect(files).toContain(file);
    if (existsSync(path.join(repository, 'edge-app/inference-host/model'))) expect(files.filter((file) => file.startsWith('model/') && file.endsWith('.onnx'))).not.toEqual([]);
  });

  test('holds nothing else: no sources, tests, simulators, scenarios, cloud or bench, no binary of another platform', () => {
    const known = /^(package\.json|main\.cjs|preload\.cjs|(store-runtime|backup-worker|inference-host)\.mjs|screens\/(kiosk|attendant|back-office)\/index\.html|screens\/assets\/[\w.-]+\.(js|css|woff2|svg|png)|model\/[\w.-]+\.(onnx|json)|node_modules\/.+)$/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(ts|tsx|map|gyp|c|cc|cpp|h)$|(^|\/)(tests?|__tests__|simulators|scenarios|cloud-sync|hq-web|src\/.*\.test\.js)(\/|$)/.test(file))).toEqual([]);
    const modules = new Set(files.filter((file) => file.startsWith('node_modules/')).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)![1]!));
    expect([...modules].toSorted()).toEqual([
      '@fontsource/noto-sans-sc', '@napi-rs/canvas', `@napi-rs/canvas-linux-${process.arch}-gnu`, '@node-rs/argon2', `@node-rs/argon2-linux-${process.arch}-gnu`, '@serialport/bindings-cpp', '@serialport/bindings-interface', 'better-sqlite3-multiple-ciphers', 'ms', 'node-gyp-build',
      'node-hid', 'onnxruntime-common', 'onnxruntime-node', 'pkg-prebuilds',
    ].toSorted());
    expect(files.filter((file) => /\.(node|dll|dylib|so)$/.test(file) && /win32|darwin|android|musl/.test(file))).toEqual([]);
    for (const bundle of ['store-runtime.mjs', 'main.cjs', 'inference-host.mjs']) expect(readFileSync(path.join(extracted, bundle), 'utf8')).not.toMatch(/^\/\/ (simulators|scenarios|cloud-sync)\//m);
  });

  test('machine code lies beside the archive, where the operating system can open it', () => {
    const native = files.filter((file) => /\.node$|\.so(\.|$)/.test(file));
    expect(native.length).toBeGreaterThanOrEqual(8);
    for (const file of native) expect([file, existsSync(path.join(resources, 'app.asar.unpacked', file))]).toEqual([file, true]);
  });

  test('its executable carries the fuses and only our two languages', () => {
    const unpacked = path.join(folder, 'release/linux-unpacked');
    expect(fusesOf(path.join(unpacked, 'mendian'))).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
    });
    expect(existsSync(path.join(unpacked, 'locales/zh-CN.pak'))).toBe(true);
    expect(existsSync(path.join(unpacked, 'locales/de.pak'))).toBe(false);
  });

  test('its store opens its doors, serves its screens and forecasts, from nothing but the archive', async () => {
    await run('-e', ["for (const name of ['onnxruntime-node', 'node-hid', '@serialport/bindings-cpp', '@napi-rs/canvas', '@node-rs/argon2']) require(name); require.resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-latin-700-normal.woff2');"], extracted);
    const config = path.join(folder, 'store.json');
    writeFileSync(config, JSON.stringify({
      storeId: 's1', names: { zh: '测试门店', en: 'Test store' }, timeZone: 'Asia/Shanghai', demo: false, dataFolder: path.join(folder, 'data'), keyFolder: path.join(folder, 'keys'), screensFolder: path.join(extracted, 'screens'),
      port: 0, lanPort: null, brokerPort: 0, brokerLogin: { name: 'store', password: 'a long password' }, headOffice: null, paymentProviders: [], bench: null, lanes: [{ laneId: 'lane1', kind: 'kiosk', names: { zh: '一号', en: 'One' } }], devices: [], demoLabels: [],
    }));
    const runtime = start('store-runtime.mjs', ['--config', config]);
    const ready = await readyOf(runtime) as { origin: string; entryUrls: { screen: string; url: string }[]; inferenceUrl: string };
    const entered = await fetch(ready.entryUrls.find(({ screen }) => screen === 'lane1')!.url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
    expect(entered.headers.get('location')).toBe('/kiosk/lane1');
    const page = await fetch(`${ready.origin}/kiosk/lane1`, { headers: { cookie } });
    const assets = [...(await page.text()).matchAll(/\/assets\/[\w.-]+/g)].map(([asset]) => asset);
    expect(assets.length).toBeGreaterThan(1);
    for (const asset of assets) expect((await fetch(`${ready.origin}${asset}`)).status).toBe(200);
    const inference = start('inference-host.mjs', ['--entry', ready.inferenceUrl]);
    await readyOf(inference);
    for (const child of [inference, runtime]) {
      child.send({ kind: 'shut-down' });
      expect((await once(child, 'exit'))[0]).toBe(0);
    }
  });
});

test('the same folder is a service on plain Node: it supervises, writes down the addresses, ends when it is told', async () => {
  const config = path.join(folder, 'service.json');
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(path.join(folder, 'store.json'), 'utf8')) as object, dataFolder: undefined, keyFolder: undefined }));
  const state = path.join(folder, 'state');
  mkdirSync(state);
  const entries = path.join(folder, 'entries');
  const service = spawn(process.execPath, [path.join(laidOut, 'serve-store.mjs'), '--config', config, '--state', state, '--entries', entries], { stdio: 'ignore' });
  children.push(service);
  await expect.poll(() => existsSync(entries), { timeout: 60_000 }).toBe(true);
  const address = /^lane1 (.+)$/m.exec(readFileSync(entries, 'utf8'))![1]!;
  expect(statSync(entries).mode & 0o777).toBe(0o640);
  const door = await fetch(address, { redirect: 'manual' });
  expect([door.status, door.headers.get('location')]).toEqual([303, '/kiosk/lane1']);
  expect(existsSync(path.join(state, 'data', 'store.sqlite'))).toBe(true);
  service.kill('SIGTERM');
  expect(await once(service, 'exit')).toEqual([0, null]);
  await expect(fetch(address)).rejects.toThrow();
});

function start(bundle: string, args: readonly string[]): ChildProcess {
  const child = fork(path.join(extracted, bundle), [...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  children.push(child);
  return child;
}

function readyOf(child: ChildProcess): Promise<unknown> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('message', (message: { kind: string }) => {
      if (message.kind === 'ready') resolve(message);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it was ready:\n${said.slice(-4_000)}`)));
  });
}
