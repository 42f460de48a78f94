import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HqRole } from 'retail-model/api/hq-contract.ts';
import type { Words } from 'retail-model/text/words.ts';
import { openAccounts } from './access/accounts.ts';
import { argon2Passwords } from './access/argon2-passwords.ts';
import { openAudit } from './access/audit.ts';
import { openDeviceAccess } from './access/device-access.ts';
import { openPeopleAccess } from './access/people-access.ts';
import { openChanges } from './changes.ts';
import { cloudConfig, type CloudConfigInput } from './cloud-config.ts';
import type { CloudLog } from './cloud-log.ts';
import { seedDemo } from './demo-catalogue/seed-demo.ts';
import { cloudApp } from './http/cloud-app.ts';
import { openCloudMeter } from './http/cloud-meter.ts';
import { serveHqLive } from './hq-api/hq-live.ts';
import { openDrainPace } from './intake/drain-pace.ts';
import { raiseGaps } from './intake/raise-gaps.ts';
import { openLiveStreams } from './replication/live-streams.ts';
import { openEmbeddedStorage } from './storage/embedded-storage.ts';
import { openPostgresStorage } from './storage/postgres-storage.ts';
import { serverIdentity } from './storage/server-identity.ts';

export interface CloudServerParts {
  readonly config: CloudConfigInput;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Secret bytes: keys, codes and tokens are made of them. */
  readonly random: (bytes: number) => Uint8Array;
  readonly log: CloudLog;
}

export interface CloudServer {
  readonly origin: string;
  /** Names a store and makes it if there is none of this id. */
  putStore(storeId: string, names: Words): Promise<void>;
  /** Every store and how many of its appliances are enrolled and not revoked. */
  stores(): Promise<readonly { readonly storeId: string; readonly names: Words; readonly devices: number }[]>;
  /** Throws when there is no such store. */
  createEnrolmentCode(storeId: string): Promise<string>;
  /** A link that opens the screens once. */
  createEntryUrl(role: Exclude<HqRole, 'store-manager'>, who: string): Promise<string>;
  /** The code with which the first administrator is made; null when somebody has an account already. */
  createFirstAdminCode(): Promise<string | null>;
  /** Ends streams and sockets, answers what was asked, closes the database. */
  close(): Promise<void>;
}

/** How often open gaps are looked at. */
const GAP_WATCH_MS = 10_000;
const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashPin = argon2Passwords.hash;

/** Head office in one process: storage, wire, screens. Throws when the data folder or the port cannot be had, and `NewerDatabase` for a database of a newer version. */
export async function startCloudServer({ config: written, nowMs, newId, random, log }: CloudServerParts): Promise<CloudServer> {
  const config = cloudConfig.parse(written);
  const storage = config.databaseUrl === null ? await openEmbeddedStorage(join(config.dataFolder, 'head-office.sqlite')) : await openPostgresStorage(config.databaseUrl, newId());
  const { databaseEpoch, serverKey } = await serverIdentity(storage, random);
  if (config.demo) await seedDemo({ storage, nowMs, hashPin, log });

  const changes = openChanges(storage.relay);
  const meter = openCloudMeter();
  const pace = openDrainPace(nowMs);
  const streams = openLiveStreams({ changes, databaseEpoch, heartbeatMs: config.heartbeatMs });
  const deviceAccess = openDeviceAccess({ storage, serverKey, databaseEpoch, sha256Hex, random, newId, nowMs });
  const peopleAccess = openPeopleAccess({ storage, sha256Hex, random, newId, nowMs });
  const accounts = openAccounts({ storage, passwords: argon2Passwords, newId, nowMs });
  const audit = openAudit({ storage, newId, nowMs });
  const server = createServer();
  const gaps = setInterval(() => {
    raiseGaps({ storage, sha256Hex, newId, nowMs }).then((raised) => {
      meter.count('journal_gaps', raised.length);
      for (const gap of raised) log.warn('journal-gap', { ...gap });
      if (raised.length > 0) changes.tell({ about: 'administration' });
    }).catch((error: unknown) => log.error('gap-watch-failed', { error: String(error) }));
  }, GAP_WATCH_MS);
  const state = { ready: false, origin: '' };
  const policy = () => {
    const origins = [state.origin, state.origin.replace('127.0.0.1', 'localhost'), ...(config.publicOrigin === null ? [] : [new URL(config.publicOrigin).origin])];
    return { allowedOrigins: new Set(origins), allowedHosts: new Set(origins.map((origin) => new URL(origin).host)) };
  };
  const live = serveHqLive({ server, policy, peopleAccess, accounts, changes, storage, streams, pace, nowMs, log, demo: config.demo });
  server.on('request', cloudApp({
    storage, sha256Hex, newId, nowMs, access: deviceAccess, deviceAccess, peopleAccess, accounts, audit, demo: config.demo, signInRatePerMinute: config.signInRatePerMinute, databaseEpoch, changes, streams, pace, meter, log, hashPin, policy,
    secureCookie: config.publicOrigin?.startsWith('https:') ?? false, screensFolder: config.screensFolder, accessRatePerMinute: config.accessRatePerMinute,
    isReady: () => state.ready,
    gauges: () => ({ live_streams: streams.count(), screens: live.count() }),
    metricsToken: config.metricsToken, monotonicMs: () => performance.now(),
  }));
  server.requestTimeout = 60_000;

  try {
    await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(config.port, config.host, resolve); });
  } catch (error) {
    clearInterval(gaps);
    await storage.close();
    throw new Error(`Head office cannot listen on ${config.host}:${config.port}`, { cause: error });
  }
  const { port } = server.address() as AddressInfo;
  state.origin = `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${port}`;
  state.ready = true;
  log.info('head-office-started', { origin: state.origin });

  const entryOrigin = () => (config.publicOrigin === null ? state.origin : new URL(config.publicOrigin).origin);
  return {
    origin: state.origin,
    async putStore(storeId, names) {
      const namesText = JSON.stringify(names);
      await storage.db.insertInto('stores').values({ storeId, namesText, createdAtMs: nowMs(), stateText: null, stateReceivedAtMs: null, lastHeardMs: null }).onConflict((conflict) => conflict.column('storeId').doUpdateSet({ namesText })).execute();
      changes.tell({ about: 'administration' });
    },
    async stores() {
      const rows = await storage.db.selectFrom('stores').leftJoin('devices', (join) => join.onRef('devices.storeId', '=', 'stores.storeId').on('revokedAtMs', 'is', null))
        .select((select) => ['stores.storeId', 'namesText', select.fn.count<number>('deviceId').as('devices')]).groupBy(['stores.storeId', 'namesText']).orderBy('stores.storeId').execute();
      return rows.map((row) => ({ storeId: row.storeId, names: JSON.parse(row.namesText) as Words, devices: Number(row.devices) }));
    },
    async createEnrolmentCode(storeId) {
      const store = await storage.db.selectFrom('stores').select('storeId').where('storeId', '=', storeId).executeTakeFirst();
      if (store === undefined) throw new Error(`There is no store ${storeId}`);
      return (await deviceAccess.createEnrolmentCode(storeId)).code;
    },
    async createEntryUrl(role, who) {
      return `${entryOrigin()}/enter?code=${(await peopleAccess.createEntryCode(role, who)).code}`;
    },
    async createFirstAdminCode() {
      return await accounts.isEmpty() ? (await peopleAccess.createFirstAdminCode()).code : null;
    },
    async close() {
      state.ready = false;
      clearInterval(gaps);
      streams.close();
      live.close();
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()); });
      server.closeIdleConnections();
      // What is being answered may take its time, but not for ever.
      const impatience = setTimeout(() => server.closeAllConnections(), 3000);
      await closed;
      clearTimeout(impatience);
      meter.close();
      await storage.close();
      log.info('head-office-stopped', {});
    },
  };
}
