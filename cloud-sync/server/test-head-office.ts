import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryHash } from 'retail-model/journal/entry-hash.ts';
import { entryId, GENESIS_HASH, type EntryBody, type EntryKind, type JournalEntry } from 'retail-model/journal/entry.ts';
import { sessionText } from 'retail-model/replication/wire.ts';
import type { CloudConfigInput } from './cloud-config.ts';
import { startCloudServer, type CloudServer } from './start-cloud-server.ts';

/** What the tests of head office share: a server on real sockets in a folder of its own, appliances that speak the wire, and entries that chain. */

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'head-office-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function startTestServer(dataFolder: string, changed: Partial<CloudConfigInput> = {}, clock: { nowMs: number } | null = null): Promise<CloudServer> {
  const config: CloudConfigInput = { dataFolder, databaseUrl: null, host: '127.0.0.1', port: 0, publicOrigin: null, screensFolder: null, demo: false, accessRatePerMinute: 10_000, signInRatePerMinute: 10_000, heartbeatMs: 200, ...changed };
  const server = await startCloudServer({ config, nowMs: clock === null ? Date.now : () => clock.nowMs, newId: randomUUID, random: randomBytes, log: silent });
  for (const storeId of ['s001', 's002']) await server.putStore(storeId, { zh: storeId, en: storeId });
  return server;
}

/** Runs `use` with a server of its own and closes it. */
export const withServer = <T>(use: (server: CloudServer, folder: string) => Promise<T>, changed: Partial<CloudConfigInput> = {}): Promise<T> => inFolder(async (folder) => {
  const server = await startTestServer(folder, changed);
  try {
    return await use(server, folder);
  } finally {
    await server.close();
  }
});

export const postJson = async (url: string, body: unknown, headers: Record<string, string> = {}): Promise<{ readonly status: number; readonly body: Record<string, never> }> => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, never> };
};

export interface TestDevice { readonly deviceId: string; readonly storeId: string; readonly epoch: string; readonly privateKey: KeyObject; readonly publicKey: string }

const keyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('base64url') };
};

export async function enrolDevice(server: CloudServer, storeId: string): Promise<TestDevice> {
  const keys = keyPair();
  const { status, body } = await postJson(`${server.origin}/enrol`, { code: await server.createEnrolmentCode(storeId), publicKey: keys.publicKey, deviceName: 'test' });
  if (status !== 200) throw new Error(`enrol ${status} ${JSON.stringify(body)}`);
  return { ...keys, deviceId: body['deviceId']!, storeId: body['storeId']!, epoch: body['databaseEpoch']! };
}

/** The answer of `/session` for a device that signs as it should, or with another key. */
export async function askSession(origin: string, device: TestDevice, signingKey: KeyObject = device.privateKey): Promise<{ readonly status: number; readonly body: Record<string, never> }> {
  const challenged = await postJson(`${origin}/session/challenge`, { deviceId: device.deviceId });
  if (challenged.status !== 200) return challenged;
  const challenge: string = challenged.body['challenge']!;
  const nonce = randomBytes(32).toString('base64url');
  const signature = sign(null, Buffer.from(sessionText(device.deviceId, challenge, nonce)), signingKey).toString('base64url');
  return postJson(`${origin}/session`, { deviceId: device.deviceId, challenge, nonce, signature });
}

/** An appliance with an open session: posts to `/sync/…`. */
export async function openDevice(server: CloudServer, storeId: string) {
  const device = await enrolDevice(server, storeId);
  return { device, ...(await deviceSession(server.origin, device)) };
}

export async function deviceSession(origin: string, device: TestDevice) {
  const session = await askSession(origin, device);
  if (session.status !== 200) throw new Error(`session ${session.status} ${JSON.stringify(session.body)}`);
  const token: string = session.body['token']!;
  const post = (path: string, body: unknown) => postJson(`${origin}${path}`, body, { authorization: `Bearer ${token}` });
  return {
    token,
    post,
    push: (documents: readonly unknown[], collection = 'journal') => post('/sync/push', { collection, epoch: device.epoch, rows: documents.map((newDocumentState) => ({ newDocumentState })) }),
    pull: (collections: Record<string, { checkpoint: unknown; limit: number }>) => post('/sync/pull', { collections }),
  };
}

/** A chain of one terminal, written as a store would. */
export function openChain(storeId: string, terminalId = 'lane1') {
  let sequence = 0;
  let previousHash = GENESIS_HASH;
  return {
    next<K extends EntryKind>(kind: K, body: EntryBody<K>): JournalEntry {
      sequence += 1;
      const unhashed = { id: entryId(storeId, terminalId, sequence), storeId, terminalId, sequence, previousHash, occurredAtMs: 1_760_000_000_000 + sequence * 1000, businessDay: '2026-03-01', kind, body };
      previousHash = entryHash(unhashed, sha256Hex);
      return { ...unhashed, hash: previousHash } as JournalEntry;
    },
  };
}
export type Chain = ReturnType<typeof openChain>;

/** A sale of `units` pieces of one product at ¥10. */
export function saleOf(chain: Chain, productId: string, units: number): JournalEntry {
  const totalMinor = units * 1000;
  return chain.next('sale-completed', {
    saleId: randomBytes(8).toString('hex'), receiptNumber: 'R1', memberId: null, pointsEarned: 0, startedAtMs: 1, staffId: null, approvals: [], language: 'zh-CN',
    lines: [{ lineId: '1', productId, names: { zh: '物', en: 'Thing' }, soldBy: 'each', units, weightText: null, unitPriceMinor: 1000, priceId: `${productId}@1`, discounts: [], amountMinor: totalMinor, taxRateBasisPoints: 0, taxMinor: 0, epcs: [], enteredBy: 'scan' }],
    totals: { grossMinor: totalMinor, discountMinor: 0, roundingMinor: 0, totalMinor, taxes: [] },
    tenders: [{ kind: 'cash', amountMinor: totalMinor, givenMinor: totalMinor, changeMinor: 0, paymentId: null }],
  });
}

/** A browser that has entered with a role by a link. */
export async function openScreen(server: CloudServer, role: 'hq-admin' | 'merchandiser' | 'auditor') {
  const entered = await fetch(await server.createEntryUrl(role, 'tester'));
  return screenOf(server.origin, entered.headers.get('set-cookie')!.split(';')[0]!);
}

/** A browser of the manager of one store, who signed in with a password. */
export async function openStoreManager(server: CloudServer, storeId: string) {
  await (await openScreen(server, 'hq-admin')).command('putAccount', { accountName: `manager-${storeId}`, displayName: 'Manager', role: 'store-manager', storeId, password: 'only in this test', active: true });
  return screenOf(server.origin, (await signIn(server.origin, `manager-${storeId}`, 'only in this test')).cookie!);
}

/** `cookie` is null when it was refused. */
export async function signIn(origin: string, accountName: string, password: string) {
  const response = await fetch(`${origin}/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify({ accountName, password }) });
  return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? null, body: await response.json() as unknown };
}

const screenOf = (origin: string, cookie: string) => ({
  cookie,
  command: (name: string, input: unknown) => postJson(`${origin}/commands/${name}`, input, { cookie, origin }),
  view: (watch: string, params: unknown) => firstSnapshot(origin, cookie, watch, params),
});

async function firstSnapshot(origin: string, cookie: string, watch: string, params: unknown): Promise<Record<string, never>> {
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { cookie, origin } });
  try {
    return await new Promise((resolve, reject) => {
      socket.on('open', () => socket.send(JSON.stringify({ as: 1, watch, params })));
      socket.on('message', (bytes: Buffer) => { const answer = JSON.parse(bytes.toString()) as { as?: number; snapshot?: Record<string, never> }; if (answer.as === 1) resolve(answer.snapshot ?? (answer as Record<string, never>)); });
      socket.on('error', reject);
    });
  } finally {
    socket.close();
  }
}
