import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RuntimeReady } from 'command-line/start/demo-store.ts';
import { startHouseProcess } from 'command-line/start/house-process.ts';
import { runtimeConfig, type RuntimeConfig } from 'edge-app/store-runtime/config.ts';
import { startStoreRuntime, type StoreRuntime } from 'edge-app/store-runtime/start-store-runtime.ts';
import { seededChance } from './seeded-chance.ts';
import type { SteppedClock } from './stepped-clock.ts';

/** A store that runs: in this process, or in its own as in a shop. */
export interface HouseStore {
  readonly origin: string;
  /** The insides, where the store runs in this process. */
  readonly runtime: StoreRuntime | null;
  /** An address that opens 'lane1', 'attendant', 'back-office', 'bench' or 'inference'; in a process of its own, once per start. */
  entryUrl(screen: string): string;
  stop(): Promise<void>;
  /** As when the plug is pulled: nothing is told, nothing is saved. Only for a store in its own process. */
  cutPower(): Promise<void>;
}

interface StorePlace { readonly root: string; readonly configFile: string; readonly logFolder: string }

export async function startStoreAsProcess({ root, configFile, logFolder }: StorePlace): Promise<HouseStore> {
  const store = await startHouseProcess<RuntimeReady>({ name: 'store-runtime', entry: 'edge-app/store-runtime/main.ts', args: ['--config', configFile], logFolder, cwd: root });
  return {
    origin: store.ready.origin,
    runtime: null,
    entryUrl(screen) {
      if (screen === 'inference') return store.ready.inferenceUrl;
      const found = store.ready.entryUrls.find((one) => one.screen === screen);
      if (!found) throw new Error(`The store has no screen ${screen}`);
      return found.url;
    },
    stop: store.stop,
    async cutPower() {
      process.kill(store.processId, 'SIGKILL');
      await store.ended;
    },
  };
}

/** With a stepped clock, ids, bytes and keys come from the seed as well, so that the same day can be traded again. */
export async function startStoreInProcess({ configFile, logFolder }: StorePlace, seed: number, clock: 'real' | SteppedClock): Promise<HouseStore> {
  const config: RuntimeConfig = runtimeConfig.parse(JSON.parse(readFileSync(configFile, 'utf8')));
  mkdirSync(logFolder, { recursive: true });
  const note = (level: string) => (event: string, facts: Readonly<Record<string, unknown>> = {}): void => appendFileSync(path.join(logFolder, 'store-runtime.log'), `${JSON.stringify({ level, event, ...facts })}\n`);
  const chance = clock === 'real' ? null : seededChance(seed, `start-${countedStart(path.join(logFolder, 'starts'))}`);
  const runtime = await startStoreRuntime({
    config, version: 'scenario',
    nowMs: clock === 'real' ? Date.now : clock.nowMs,
    deviceNowMs: Date.now,
    newId: chance?.newId ?? randomUUID,
    randomBytes: chance?.randomBytes ?? randomBytes,
    deviceKeySeed: chance ? seededChance(seed, 'device-key').randomBytes(32) : null,
    wait: (ms, signal) => delay(ms, undefined, { signal }),
    later: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
    log: { info: note('info'), warn: note('warn') },
  });
  return {
    origin: runtime.origin,
    runtime,
    entryUrl: (screen) => runtime.entryUrl(...doorOf(screen)),
    stop: runtime.close,
    cutPower: () => Promise.reject(new Error('Only a store in its own process can lose its power')),
  };
}

function doorOf(screen: string): Parameters<StoreRuntime['entryUrl']> {
  switch (screen) {
    case 'attendant': return ['attendant', null, null];
    case 'back-office': return ['manager', null, null];
    case 'bench': return ['engineer', null, '/bench'];
    case 'inference': return ['inference', null, null];
    default: return ['lane', screen, null];
  }
}

/** How often the store of this folder has been started, this time included: a second start must not give the ids of the first again. */
function countedStart(file: string): number {
  const starts = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1;
  writeFileSync(file, String(starts));
  return starts;
}
