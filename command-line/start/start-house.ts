import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { startHouseProcess, type HouseProcess } from './house-process.ts';
import { startDemoStore, type DemoStore } from './demo-store.ts';
import { openWindows } from './open-windows.ts';
import { runToEnd } from './run-to-end.ts';

export interface HouseOptions { readonly fresh: boolean; readonly stores: number; readonly once: boolean; readonly window: boolean; readonly dataFolder: string }

interface CloudReady { readonly origin: string; readonly entryUrls: readonly { readonly screen: string; readonly role: string; readonly url: string }[]; readonly enrolments: readonly { readonly storeId: string; readonly names: { zh: string; en: string }; readonly code: string }[]; readonly stores: readonly { readonly storeId: string; readonly names: { zh: string; en: string } }[]; readonly demoPins: readonly unknown[] }

const HEAD_OFFICE_PORT = 8500;
const MARKER = 'mendian-demo-data';
const MOST_STORES = 8;
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * `mendian start`: head office, stores, simulated devices and inference, each a process of its own, until Ctrl-C. Returns the exit code.
 * Data of earlier starts is gone on with; whatever was started is ended, also when a part fails.
 */
export async function startHouse(options: HouseOptions): Promise<number> {
  if (!Number.isInteger(options.stores) || options.stores < 1 || options.stores > MOST_STORES) {
    say(`--stores takes a number from 1 to ${MOST_STORES}. 门店数量为 1 到 ${MOST_STORES}。`);
    return 2;
  }
  const dataFolder = path.resolve(root, options.dataFolder);
  const lock = takeDataFolder(dataFolder, options.fresh);
  if (typeof lock === 'string') {
    say(lock);
    return 1;
  }
  const started: HouseProcess<unknown>[] = [];
  let stopping = false;
  const asked = new Promise<'signal'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('signal'));
    process.on('disconnect', () => resolve('signal'));
  });
  try {
    await runToEnd(path.join(root, 'scripts/build-screens.mjs'), []);
    say('Starting head office … 正在启动总部');
    const cloud = await startHouseProcess<CloudReady>({
      name: 'cloud-sync', entry: 'cloud-sync/server/main.ts', logFolder: path.join(dataFolder, 'logs'), cwd: root,
      args: ['--data', path.join(dataFolder, 'head-office'), '--port', String(await freePort(HEAD_OFFICE_PORT)), '--screens', path.join(root, 'build/screens'), '--demo', '--stores', String(options.stores)],
    });
    started.push(cloud);
    const headOffice = new URL(cloud.ready.origin);
    const stores: DemoStore[] = [];
    for (const [index, store] of cloud.ready.stores.slice(0, options.stores).entries()) {
      say(`Starting store ${index + 1} of ${options.stores}: ${store.names.zh} ${store.names.en} …`);
      const enrolmentCode = cloud.ready.enrolments.find((one) => one.storeId === store.storeId)?.code ?? null;
      const one = await startDemoStore({ root, dataFolder, storeId: store.storeId, names: store.names, index, headOffice: { host: headOffice.hostname, port: Number(headOffice.port), enrolmentCode }, say, onStarted: (process) => started.push(process) });
      stores.push(one);
    }
    const screens = stores.flatMap((store) => store.runtime.ready.entryUrls.map((one) => ({ ...one, storeId: store.storeId })));
    if (options.once) {
      const story = { headOffice: cloud.ready.entryUrls[0]!.url, store: { ...stores[0]!.runtime.ready, bench: { origin: stores[0]!.simulators.ready.control, key: stores[0]!.simulators.ready.key } }, demoPins: cloud.ready.demoPins };
      return await runToEnd(path.join(root, 'scenarios/once/main.ts'), ['--house', JSON.stringify(story)]);
    }
    printAddresses(screens, cloud.ready);
    if (options.window) openWindows(root, screens, say);
    // A forecast may be missed; everything else is the shop.
    const needed = started.filter((one) => one.name !== 'inference-host');
    for (const one of started) if (!needed.includes(one)) void one.ended.then(() => stopping || say('The forecast has stopped; selling goes on. It comes back with the next start. 预测已停止，销售不受影响。'));
    const gone = await Promise.race([asked, ...needed.map(async (one) => ({ name: one.name, ...(await one.ended) }))]);
    if (gone === 'signal') {
      say('\nStopping … 正在停止');
      return 0;
    }
    say(`${gone.name} has ended (${gone.because ?? `code ${gone.code}`}); stopping everything. See ${dataFolder}.`);
    return 1;
  } catch (error) {
    say(`Could not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    stopping = true;
    // Last started, first ended: inference, runtime, devices, head office.
    for (const one of started.reverse()) await one.stop();
    lock();
  }
}

function printAddresses(screens: readonly { readonly screen: string; readonly url: string; readonly storeId: string }[], cloud: CloudReady): void {
  const width = Math.max(...screens.map((one) => one.screen.length), 12);
  say('\nOpen these on this machine; each address works once and then stays signed in. 每个地址只能用一次：\n');
  for (const { screen, url, storeId } of screens) say(`  ${storeId}  ${screen.padEnd(width)}  ${url}`);
  for (const { screen, url } of cloud.entryUrls) say(`        ${screen.padEnd(width)}  ${url}`);
  say('\nPINs of this demonstration (a real store shows none): 演示 PIN：');
  for (const pin of cloud.demoPins as readonly { staffId: string; pin: string; roles?: readonly string[] }[]) say(`  ${pin.staffId.padEnd(16)} ${pin.pin}  ${(pin.roles ?? []).join(', ')}`);
  say('\nCtrl-C ends everything that was started here. 按 Ctrl-C 结束。');
}

/** Makes the folder ours for this run; a text says why not. `fresh` removes only a folder that this command made. */
function takeDataFolder(folder: string, fresh: boolean): (() => void) | string {
  const lockFile = path.join(folder, 'running.pid');
  if (existsSync(lockFile) && isAlive(Number(readFileSync(lockFile, 'utf8')))) return `A Mendian is running on ${folder} already (process ${readFileSync(lockFile, 'utf8')}). 该数据目录已有门店在运行。`;
  if (fresh && existsSync(folder)) {
    if (!existsSync(path.join(folder, MARKER))) return `${folder} was not made by this command, so it is not removed. 该目录不是演示数据，未删除。`;
    rmSync(folder, { recursive: true });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, MARKER), 'Data of a demonstration. `npm start -- --fresh` removes this folder.\n');
  closeSync(openSync(lockFile, 'w', 0o600));
  writeFileSync(lockFile, String(process.pid));
  return () => rmSync(lockFile, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch {
    return false;
  }
}
