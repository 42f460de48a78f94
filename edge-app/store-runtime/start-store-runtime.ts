import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { loadDriverFiles } from 'hardware-drivers/load-driver-file.ts';
import type { AccessRole } from 'retail-model/api/store-contract.ts';
import { parseEmbeddedPattern } from 'retail-model/gs1/embedded-pattern.ts';
import { STORE_TERMINAL, type JournalEntry } from 'retail-model/journal/entry.ts';
import { epcToGtin } from 'retail-model/rfid/epc.ts';
import { localDay } from 'retail-model/time/local-time.ts';
import { openSessions } from './access/sessions.ts';
import { openStaffPins } from './access/staff-pins.ts';
import { openPairing } from './access/pairing.ts';
import { openCatalogue } from './catalogue/catalogue.ts';
import { followCollections } from './catalogue/follow-collections.ts';
import { openChanges } from './changes.ts';
import { openPaymentDesk } from './checkout/payment-desk.ts';
import { openPaymentProvider } from './checkout/open-payment-provider.ts';
import { openDeviceHub, type DeviceHub } from './devices/device-hub.ts';
import { fillEmptyDemoStore } from './demo/fill-demo-store.ts';
import { memberKeysFileOf, openSealed, sealMember } from './members/member-documents.ts';
import { openMemberVault } from './members/member-vault.ts';
import { openEmbeddedBroker } from './embedded-broker.ts';
import { deviceNameOf, enrolmentFileOf, openHeadOffice } from './head-office.ts';
import { openGateWatch } from './gate-watch.ts';
import { databaseKeyFileOf, openStoreKeys } from './keys.ts';
import { openShelfLabels } from './labels/shelf-labels.ts';
import { latestState } from './latest-state.ts';
import { labelPng } from './labels/label-png.ts';
import { openLanes } from './lanes/open-lanes.ts';
import { openSessionStore } from './lanes/session-store.ts';
import { closeBusinessDay, databaseFileOf, openStoreData } from './open-store-data.ts';
import { settleKeyRotation } from './database/database-key.ts';
import { openPriceKeeper } from './prices/price-keeper.ts';
import { openReceiptPrinting } from './receipts/print-receipts.ts';
import { openReplenishment } from './replenishment/replenishment.ts';
import { reconcile } from './reconcile.ts';
import { finishPendingRestore } from './replication/finish-restore.ts';
import type { RuntimeParts } from './runtime-parts.ts';
import { commandHandlers } from './store-api/command-handlers.ts';
import { serveBench } from './store-api/bench-proxy.ts';
import { questionHandlers } from './store-api/question-handlers.ts';
import { serveContract, serveLive, type StoreApiParts } from './store-api/serve-store-api.ts';
import { serveScreens } from './store-api/screen-routes.ts';
import { viewHandlers } from './store-api/view-handlers.ts';
import { openUpkeep } from './upkeep/open-upkeep.ts';

export interface StoreRuntime {
  readonly origin: string;
  readonly brokerPort: number;
  /** A one-use address on this machine's loopback. */
  entryUrl(role: AccessRole, laneId: string | null, page: '/bench' | null): string;
  /** Everything begun is done: sales durable, receipts on paper or waiting for a printer in trouble, prices decided. */
  settled(): Promise<void>;
  /** Facts that head office has not acknowledged. */
  waitingForHeadOffice(): number;
  readonly data: Awaited<ReturnType<typeof openStoreData>>;
  readonly hub: DeviceHub;
  /** Closes every idle lane to shoppers until a person opens it again. */
  lock(): void;
  close(): Promise<void>;
}

/** Builds the whole store from its parts. Everything that lives in it is made here and closed here. */
export async function startStoreRuntime(parts: RuntimeParts): Promise<StoreRuntime> {
  const { config, nowMs, deviceNowMs, newId, log } = parts;
  const ending = new AbortController();
  const changes = openChanges();
  const trouble = (doing: string, error: unknown): void => log.warn('could-not', { doing, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  settleKeyRotation(databaseFileOf(config.dataFolder), databaseKeyFileOf(config.keyFolder));
  const keys = openStoreKeys(config.keyFolder, parts.randomBytes, parts.deviceKeySeed);
  const later = (ms: number, task: () => void): (() => void) => parts.later(ms, () => ending.signal.aborted || task());

  let heard: (entries: readonly JournalEntry[]) => void = () => undefined;
  const data = await openStoreData({ folder: config.dataFolder, key: keys.databaseKey, storeId: config.storeId, timeZone: config.timeZone, nowMs, onCommitted: (entries) => heard(entries), onTrouble: trouble });
  const { connection, facts } = data;
  await finishPendingRestore({
    connection, journal: data.journal, storeId: config.storeId, deviceName: deviceNameOf(config), headOffice: config.headOffice, enrolmentFile: enrolmentFileOf(config), devicePrivateKey: keys.devicePrivateKey,
    randomBytes: parts.randomBytes, wait: parts.wait, signal: ending.signal, log,
  });
  const members = openMemberVault(memberKeysFileOf(config.keyFolder), parts.randomBytes);
  const catalogue = openCatalogue(connection, (member) => openSealed(members, member));
  const businessDay = (): string => localDay(nowMs(), config.timeZone);
  const patterns = () => catalogue.settings().flatMap((one) => {
    const pattern = one.kind === 'embedded-barcode' ? parseEmbeddedPattern(one.pattern) : null;
    return pattern?.ok ? [pattern.value] : [];
  });
  const storeSetting = () => catalogue.settings().find((one) => one.kind === 'store');
  const coinMinor = (): number => {
    const setting = storeSetting();
    return setting?.kind === 'store' ? setting.cashRoundingMinor : 1;
  };

  const broker = await openEmbeddedBroker({ port: config.brokerPort, host: '127.0.0.1', login: config.brokerLogin });
  let hub: DeviceHub;
  const prices = openPriceKeeper({ connection, journal: facts, nowMs, onActivated: () => changes.tell('prices') });
  const labels = openShelfLabels({ connection, catalogue, prices, journal: facts, gateways: () => hub.labelGateways(), nowMs, onChanged: () => changes.tell('labels'), onTrouble: trouble });
  const desk = openPaymentDesk({
    providers: config.paymentProviders.map((provider) => openPaymentProvider(provider, { nowMs, randomBytes: parts.randomBytes })),
    currency: 'CNY', subject: config.names.zh, signal: ending.signal,
  });
  const held = openSessionStore(connection);
  const lanes = openLanes({
    config, connection, journal: facts, catalogue, sessions: held, desk, patterns, hub: () => hub, nowMs, newId, wait: parts.wait, signal: ending.signal, onStep: () => changes.tell('lanes'), onTrouble: trouble,
  });
  const printing = openReceiptPrinting({
    connection, journal: facts, storeNames: config.names, timeZone: config.timeZone, readEntry: data.readEntry, hasPrinter: (laneId) => hub.hasPrinter(laneId), print: (laneId, document, isCopy) => hub.print(laneId, document, isCopy),
    wait: parts.wait, signal: ending.signal, onChanged: () => changes.tell('printing'),
  });
  const gtinOf = (epc: string): string | null => {
    const item = epcToGtin(epc);
    return item.ok ? item.value.gtin : null;
  };
  const gate = openGateWatch({ connection, catalogue, journal: facts, gtinOf, alarm: (gateId, forMs) => hub.alarm(gateId, forMs), nowMs, onChanged: () => changes.tell('gate'), onTrouble: trouble });
  /** What is only interesting stops before what is sold: on a disk that is nearly full no device's complaint is written down. */
  const mayNote = (): boolean => data.journal.diskRoom() === 'ample';
  const laneIds = new Set(config.lanes.map((lane) => lane.laneId));
  const atLane = (laneId: string, act: (one: ReturnType<typeof lanes.at>) => void): void => {
    if (laneIds.has(laneId)) act(lanes.at(laneId));
  };

  hub = openDeviceHub({
    devices: config.devices, addedDrivers: await loadDriverFiles(config.driverFiles), nowMs: deviceNowMs, wait: parts.wait, later, broker: { host: '127.0.0.1', port: broker.port, login: config.brokerLogin },
    onScan: (laneId, scan) => atLane(laneId, ({ desk: at }) => at.enterCode(scan)),
    onTags: (laneId, epcs) => atLane(laneId, ({ desk: at }) => at.enterTags(epcs.flatMap((epc) => {
      const gtin = gtinOf(epc);
      const sold = gtin === null || (connection.prepare("SELECT 1 FROM tagged_item WHERE epc = ? AND state = 'sold'").get(epc) !== undefined);
      return sold ? [] : [{ epc, gtin }];
    }))),
    onGate: (gateId, event) => gate.crossed(gateId, event.tags.map((tag) => tag.epc)),
    onLabel: labels.heard,
    onWeight: () => changes.tell('scales'),
    onTrouble: (deviceId, status) => {
      if (!mayNote()) return;
      void facts.record(STORE_TERMINAL, 'device-troubled', { deviceId, code: status.trouble?.code ?? 'E_OFFLINE', extended: status.trouble?.extended ?? null, detail: (status.trouble?.detail ?? 'does not answer').slice(0, 300) }).catch((error: unknown) => trouble('device-troubled', error));
    },
    onRecovered: (deviceId, role) => {
      if (mayNote()) void facts.record(STORE_TERMINAL, 'device-recovered', { deviceId }).catch((error: unknown) => trouble('device-recovered', error));
      if (role.endsWith('/printer')) printing.look(role.split('/')[0]!);
    },
    onChanged: () => changes.tell('devices'),
  });

  const collectionsFollower = followCollections({
    connection, collections: data.collections, onFailure: (error) => trouble('follow-collections', error),
    onApplied: (name, ids) => {
      catalogue.forget(name);
      changes.tell('catalogue');
      if (name === 'prices') reviewPrices(ids);
      else if (name === 'products' || name === 'promotions') labels.refresh(name === 'products' ? ids : null);
    },
  });
  /** A price document names its product; what is new is decided, then drawn. */
  function reviewPrices(priceIds: readonly string[]): void {
    const productIds = [...new Set(priceIds.flatMap((id) => (connection.prepare('SELECT product_id FROM catalogue_price WHERE id = ?').pluck().get(id) as string | undefined) ?? []))];
    void prices.review(productIds).then(() => labels.refresh(productIds)).catch((error: unknown) => trouble('review-prices', error));
    planNextPrice();
  }
  let cancelNextPrice: () => void = () => undefined;
  function planNextPrice(): void {
    cancelNextPrice();
    const nextMs = prices.nextStartMs();
    if (nextMs === null) return;
    cancelNextPrice = later(Math.min(60_000, Math.max(50, nextMs - nowMs())), () => {
      void prices.review(null).then(() => labels.refresh(null)).catch((error: unknown) => trouble('review-prices', error));
      planNextPrice();
    });
  }

  const link = openHeadOffice({
    config, data, keys, nowMs: deviceNowMs, wait: parts.wait, randomBytes: parts.randomBytes, log, onChanged: () => changes.tell('link'), keepDocument: (name, document) => (name === 'members' ? sealMember(members, document, nowMs()) : document),
    latestState: () => latestState({ data, labels, hub, businessDay, nowMs, version: parts.version }),
  });
  const replenishment = openReplenishment({ connection, catalogue, journal: facts, nowMs, newId, businessDay, seenByHeadOffice: link.seen, onChanged: () => changes.tell('forecast') });
  heard = (entries) => {
    changes.tell('journal');
    link.stateChanged();
    for (const entry of entries) if (entry.kind === 'sale-completed' || entry.kind === 'return-completed') printing.look(entry.terminalId);
  };

  const sessions = openSessions({ storeId: config.storeId, connection, nowMs: deviceNowMs, randomToken: () => Buffer.from(parts.randomBytes(24)).toString('base64url') });
  const checkPin = openStaffPins({ catalogue, nowMs: deviceNowMs });
  const upkeep = openUpkeep({ config, data, keys, acknowledgedPlace: link.acknowledgedPlace, businessDay, nowMs, later, signal: ending.signal, onChanged: () => changes.tell('upkeep'), onTrouble: trouble, log });
  const around = { upkeep, config, data, catalogue, changes, lanes, hub: () => hub, gate, held, printing, prices, labels, replenishment, link, coinMinor, businessDay, nowMs, later };
  let apiParts: StoreApiParts;
  const pairing = openPairing({
    config, sessions, nowMs: deviceNowMs, randomBytes: parts.randomBytes, onChanged: () => changes.tell('pairing'), onTrouble: trouble,
    serve: (app, server, allowed) => serveStore(app, server, { ...apiParts, allowed }, true),
  });
  apiParts = {
    sessions,
    allowed: () => ({ hosts: new Set(), origins: new Set() }),
    onFailure: trouble,
    handlers: {
      commands: commandHandlers({
        connection, journal: facts, catalogue, sessions, checkPin, prices, labels, replenishment, lane: lanes.at, coinMinor, nowMs, newId,
        returns: { connection, journal: facts, storeId: config.storeId, desk, nowMs, newId, readEntry: data.readEntry },
        openDrawer: (laneId) => hub.openDrawer(laneId), reprint: printing.reprint, testDevice: async (deviceId) => void (await hub.test(deviceId)),
        labelFace: (labelId) => (connection.prepare('SELECT width_px AS widthPx, height_px AS heightPx, colours FROM shelf_label WHERE label_id = ?').get(labelId) as never) ?? { widthPx: 296, heightPx: 128, colours: 'black-white-red' },
        retryFollower: (name) => void data.followers.rebuild(name, ending.signal).catch((error: unknown) => trouble(`rebuild ${name}`, error)),
        pair: pairing.createCode, backUp: upkeep.backUpNow, mayNote,
        closeDay: async () => {
          await closeBusinessDay(data, businessDay());
          await upkeep.dayClosed();
        },
        newTicket: () => {
          let ticket: string;
          do ticket = String(1000 + (Number.parseInt(newId().replaceAll('-', '').slice(0, 8), 16) % 9000));
          while (held.held(ticket) !== null);
          return ticket;
        },
      }),
      questions: questionHandlers({ config, connection, catalogue, checkPin, replenishment, readEntry: data.readEntry, printingOf: printing.stateOf, reconcile: () => reconcile(data, link.view().waiting) }),
      views: viewHandlers({ ...around, pairing, forecastModel: () => null }),
    },
  };

  function serveStore(app: express.Express, server: Server, api: StoreApiParts, remote: boolean): { close(): void } {
    serveScreens(app, { sessions, screensFolder: config.screensFolder, remote, allowed: api.allowed, labelPicture: (labelId, hashStart) => {
      const wish = labels.wish(labelId);
      return wish?.picture.hash.startsWith(hashStart) ? labelPng(wish.picture) : null;
    } });
    if (config.bench && !remote) serveBench(app, { sessions, bench: config.bench });
    serveContract(app, api);
    app.use((_request, response) => void response.status(404).json({ kind: 'not-found', detail: 'Nothing is here' }));
    return serveLive(server, api);
  }

  await collectionsFollower.caughtUp();
  if (config.demo) await fillEmptyDemoStore({ config, data, catalogue, importHistory: replenishment.importHistory, businessDay, onCatalogue: (told) => changes.on(['catalogue'], told), later });
  await prices.review(null);
  labels.refresh(null);
  planNextPrice();
  await facts.record(STORE_TERMINAL, 'runtime-started', { version: parts.version, reason: data.journal.headOf(STORE_TERMINAL) === null ? 'first-start' : 'restart' });
  for (const { lane } of lanes.all) lane.resume();
  for (const { laneId } of lanes.all) printing.look(laneId);

  const app = express();
  const server = createHttpServer(app);
  const state = { origin: '' };
  const loopback = { ...apiParts, allowed: () => {
    const named = [state.origin, state.origin.replace('127.0.0.1', 'localhost')];
    return { hosts: new Set(named.map((one) => new URL(one).host)), origins: new Set(named) };
  } };
  const live = serveStore(app, server, loopback, false);
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(config.port, '127.0.0.1', listening));
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await pairing.open();

  const ticking = setInterval(() => {
    data.followers.follow();
    for (const { lane } of lanes.all) if (lane.session().state === 'committing') lane.resume();
  }, 2_000);

  return {
    origin: state.origin,
    brokerPort: broker.port,
    data,
    hub,
    entryUrl: (role, laneId, page) => `${state.origin}/enter?code=${sessions.createCode(role, laneId, false).code}${page ? `&to=${page}` : ''}`,
    async settled() {
      await lanes.settled();
      await collectionsFollower.caughtUp();
      await prices.review([]);
      await printing.settled();
    },
    waitingForHeadOffice: () => link.view().waiting,
    lock: () => lanes.all.forEach(({ lane }) => lane.handle({ kind: 'lane-paused', staffId: 'shell' })),
    async close() {
      ending.abort();
      clearInterval(ticking);
      cancelNextPrice();
      live.close();
      await pairing.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await link.close();
      await upkeep.close();
      await hub.close();
      await broker.close();
      await collectionsFollower.close();
      members.close();
      await data.close();
    },
  };
}
