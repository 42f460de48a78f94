import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, ipcMain, Menu, powerMonitor, powerSaveBlocker, protocol, safeStorage } from 'electron';
import { refusedArgument } from './argument-policy.ts';
import { openBoundedLog } from './bounded-log.ts';
import { guardDefaultSession, guardEverything } from './guard-contents.ts';
import { isAllowedMessage } from './ipc-channels.ts';
import { custodyOf, isSealedOnly, keepDatabaseKey } from './key-custody.ts';
import { parseMachineSetup, parseShellOptions, setupPlaces, type AttachedScreen, type ShellWindow } from './machine-setup.ts';
import { runStore, type RunningStore } from './run-store.ts';
import { SHELL_SCHEME, type ShellPage } from './shell-pages.ts';
import { openStoreWindow, type StoreWindow } from './store-windows.ts';
import { startUtilityChild } from './utility-child.ts';

/**
 * The desktop app: `mendian [--config store.json]` runs one store and shows its screens; `--attach <json>` shows screens of a store that runs
 * already. It holds windows and processes and nothing else: every rule it applies is a pure, tested policy beside this file.
 */
const STARTING_WINDOW: ShellWindow = { screen: 'starting', display: 0, lock: 'kiosk' };
const LOG_LIMIT_BYTES = 5 * 1024 * 1024;
/** The bundle lies in the app's root, beside the runtime's, the inference host's and the built screens. */
const appFolder = import.meta.dirname;
const preload = path.join(appFolder, 'preload.cjs');
const later = (ms: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
};

const refused = refusedArgument(process.argv.slice(1), app.isPackaged);
const options = parseShellOptions(process.argv.slice(1));
if (refused || !options.ok) {
  process.stderr.write(`Mendian does not start: ${refused ? `${refused} is not allowed` : options.ok ? '' : options.error.detail}\n`);
  app.exit(2);
} else if (options.value.attach === null && !app.requestSingleInstanceLock()) {
  // The first instance was told (`second-instance`) and shows itself.
  app.exit(0);
} else {
  protocol.registerSchemesAsPrivileged([{ scheme: SHELL_SCHEME, privileges: { standard: true, secure: true } }]);
  app.enableSandbox();
  guardEverything(app);
  const { attach, configFile } = options.value;
  app.whenReady().then(() => {
    guardDefaultSession();
    if (app.isPackaged) Menu.setApplicationMenu(null);
    if (attach) attachWindows(attach);
    else runShop(configFile);
  }).catch((error: unknown) => {
    process.stderr.write(`Mendian could not open its windows: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    app.exit(1);
  });
}

/** Windows on a store that somebody else started; closing the last one ends the shell and nothing more. */
function attachWindows(screens: readonly AttachedScreen[]): void {
  const log = openLog(path.join(app.getPath('userData'), 'logs'));
  for (const { screen, storeId, url } of screens) openStoreWindow({ name: `${storeId}-${screen}`, screen, display: 0, lock: 'desk', preload, log }).showStore(url);
  app.on('window-all-closed', () => app.quit());
}

/** This machine's store: its two processes, its windows, and an orderly end. */
function runShop(configFile: string | null): void {
  const userData = app.getPath('userData');
  const logFolder = path.join(userData, 'logs');
  const log = openLog(logFolder);
  const windows = new Map<string, StoreWindow>();
  const show = (page: ShellPage): void => {
    if (windows.size === 0) windows.set(STARTING_WINDOW.screen, openStoreWindow({ ...STARTING_WINDOW, name: STARTING_WINDOW.screen, preload, log }));
    for (const window of windows.values()) window.showShellPage(page);
  };
  let store: RunningStore | null = null;

  const begin = (): void => {
    const places = configFile ? [path.resolve(configFile)] : setupPlaces(process.platform, process.env, userData);
    const found = places.find((place) => existsSync(place));
    const notSetUp = (detail: string): void => {
      log('not-set-up', { detail, places });
      show({ kind: 'not-set-up', detail, places });
    };
    if (!found) return notSetUp('store.json');
    const setup = parseMachineSetup(readFileSync(found, 'utf8'), { screensFolder: path.join(appFolder, 'screens'), dataFolder: path.join(userData, 'data'), keyFolder: path.join(userData, 'keys') });
    if (!setup.ok) return notSetUp(`${found}: ${setup.error.detail}`);
    const { runtime, windows: wanted } = setup.value;
    for (const one of wanted) if (!windows.has(one.screen)) windows.set(one.screen, openStoreWindow({ ...one, name: one.screen, preload, log }));
    show({ kind: 'starting' });
    const runtimeFile = path.join(userData, 'store-runtime.json');
    mkdirSync(userData, { recursive: true, mode: 0o700 });
    writeFileSync(runtimeFile, JSON.stringify(runtime), { mode: 0o600 });

    const backend = process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
    const custody = custodyOf(process.platform, safeStorage.isEncryptionAvailable(), backend);
    log('key-custody', { ...custody, backend });
    const keyFolder = String(runtime['keyFolder']);
    const key = custody.kind === 'keystore' ? keepDatabaseKey(keyFolder, safeStorage) : null;

    store = runStore({
      nowMs: Date.now, later,
      startRuntime: () => {
        if (!key && isSealedOnly(keyFolder)) throw new Error(`The database key in ${keyFolder} is sealed and the system’s keystore is not there: sign in to the desktop that set the store up, or put the kept copy of database.key beside it`);
        key?.open();
        return startUtilityChild({ name: 'store-runtime', entry: path.join(appFolder, 'store-runtime.mjs'), args: ['--config', runtimeFile], logFolder });
      },
      startInference: (entryUrl) => startUtilityChild({ name: 'inference-host', entry: path.join(appFolder, 'inference-host.mjs'), args: ['--entry', entryUrl], logFolder }),
      onReady({ entryUrls }) {
        try {
          key?.close();
        } catch (error) {
          // The key stays in its file, as it does where there is no keystore: worse kept, not lost.
          log('key-not-sealed', { detail: error instanceof Error ? error.message : String(error) });
        }
        for (const [screen, window] of windows) {
          const entry = entryUrls.find((one) => one.screen === screen);
          if (entry) window.showStore(entry.url);
          else if (screen !== STARTING_WINDOW.screen) window.showShellPage({ kind: 'not-set-up', detail: `${found}: windows: ${screen}`, places });
        }
      },
      onDown(trouble) {
        log('process-down', { ...trouble });
        if (trouble.tellPeople) show({ kind: 'trouble', detail: trouble.detail, retryInMs: trouble.retryInMs });
      },
    });
  };

  ipcMain.handle('retry-now', (event, ...args: unknown[]) => {
    const frame = event.senderFrame;
    if (!isAllowedMessage('retry-now', frame && { url: frame.url, isTopFrame: frame.parent === null }, args)) return;
    if (store) store.retryNow();
    else begin();
  });
  app.on('second-instance', () => windows.forEach((window) => window.focus()));
  powerMonitor.on('lock-screen', () => store?.lock());
  powerSaveBlocker.start('prevent-display-sleep');

  let ended = false;
  const end = async (): Promise<void> => {
    await store?.stop();
    ended = true;
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void end();
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
  begin();
}

function openLog(folder: string): (event: string, facts: Readonly<Record<string, unknown>>) => void {
  const log = openBoundedLog(path.join(folder, 'shell.log'), LOG_LIMIT_BYTES);
  return (event, facts) => log.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
}
