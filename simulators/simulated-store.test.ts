import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openSimulatedStore, type SimulatedStoreAddress } from './simulated-store.ts';
import { defaultStorePlan, storePlan } from './store-plan.ts';
import { openHostSideOfTty } from './wires/host-side-of-tty.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function planIn(labels: number) {
  const socketDirectory = await mkdtemp(join(tmpdir(), 'store-'));
  opened.push(() => rm(socketDirectory, { recursive: true, force: true }));
  return defaultStorePlan({
    lanes: 2, labels, seed: 7, socketDirectory, mqttUrl: 'mqtt://127.0.0.1:9', mqttCredentials: { username: 'gateway', password: 'secret' },
    headOffice: { host: '127.0.0.1', port: 9 },
  });
}

async function store(allowedOrigins: readonly string[] = []) {
  const simulated = await openSimulatedStore({ plan: await planIn(4), key: 'the-key', allowedOrigins, nowMs: () => Date.now() });
  opened.push(simulated.close);
  const { control } = simulated.address;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${control}${path}`, { headers: { authorization: 'Bearer the-key', ...headers } });
  const post = async (path: string, body: object | string) => {
    const response = await fetch(`${control}/devices/${path}`, { method: 'POST', headers: { authorization: 'Bearer the-key' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { ok: boolean; error?: { kind: string } }) };
  };
  const addressOf = (id: string) => simulated.address.devices.find((device) => device.id === id)!.address;
  return { simulated, control, get, post, addressOf };
}

describe('the default plan', () => {
  it('is valid, the same for the same arguments, and gives every device its own id and role', async () => {
    const plan = await planIn(300);
    expect(storePlan.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    expect(defaultStorePlan({
      lanes: 2, labels: 300, seed: 7, socketDirectory: plan.socketDirectory, mqttUrl: 'mqtt://127.0.0.1:9',
      mqttCredentials: { username: 'gateway', password: 'secret' }, headOffice: { host: '127.0.0.1', port: 9 },
    })).toEqual(plan);
    const gateways = plan.devices.filter((device) => device.kind === 'label-gateway');
    expect(gateways.map(({ labels }) => labels.length)).toEqual([150, 150]);
    expect(new Set(gateways.flatMap(({ labels }) => labels.map(({ mac }) => mac))).size).toBe(300);
    expect(new Set(plan.devices.map(({ id }) => id)).size).toBe(plan.devices.length);
    expect(plan.devices.filter(({ role }) => role.startsWith('lane-1/')).map(({ kind }) => kind)).toEqual([
      'scanner-serial', 'scanner-hid', 'scale-mt-sics', 'rfid-reader', 'receipt-printer',
    ]);
  });
});

describe('the bench', () => {
  it('shows every device with its address, verbs and state, and opens to the key alone', async () => {
    const { control, get } = await store();
    expect((await fetch(`${control}/devices`)).status).toBe(401);
    expect((await fetch(`${control}/devices?key=the-keY`)).status).toBe(401);
    const { devices } = (await (await fetch(`${control}/devices?key=the-key`)).json()) as { devices: { id: string; verbs: string[]; state: { connected: boolean } }[] };
    expect(devices).toHaveLength(13);
    expect(devices.find(({ id }) => id === 'lane-1-scale')).toMatchObject({
      kind: 'scale-mt-sics', role: 'lane-1/scale', verbs: expect.arrayContaining(['cable', 'fault', 'put', 'remove', 'drift']), state: { connected: true, loadGrams: 0, isStable: true },
    });
    expect((await get('/devices/lane-9-scale')).status).toBe(404);
  });

  it('lets a scan travel over the tty and a weight be asked for', async () => {
    const { post, addressOf } = await store();
    const scanner = openHostSideOfTty(addressOf('lane-1-scanner'));
    opened.push(scanner.close);
    expect(await post('lane-1-scanner/scan', { text: '6901234567892' })).toMatchObject({ status: 200, ok: true });
    await expect.poll(() => scanner.heard().toString()).toBe(']E06901234567892\r\n');
    const scale = openHostSideOfTty(addressOf('lane-2-scale'));
    opened.push(scale.close);
    await post('lane-2-scale/put', { grams: 350 });
    scale.write(Buffer.from('S\r\n'));
    await expect.poll(() => scale.heard().toString()).toBe('S S      0.350 kg\r\n');
  });

  it('refuses a wrong body, an unknown verb and what a device cannot do, in words', async () => {
    const { post } = await store();
    expect(await post('lane-1-scale/put', { grams: 'many' })).toMatchObject({ status: 400, ok: false, error: { kind: 'bad-body', message: expect.stringContaining('grams') } });
    expect(await post('lane-1-scale/put', '{')).toMatchObject({ status: 400, error: { kind: 'bad-body' } });
    expect(await post('lane-1-scale/fly', {})).toMatchObject({ status: 404, error: { kind: 'no-such-verb' } });
    expect(await post('lane-1-rfid/enter', { epcs: ['xyz'] })).toMatchObject({ status: 400, error: { kind: 'out-of-range' } });
  });

  it('pushes changes as events', async () => {
    const { get, post } = await store();
    const reader = (await get('/events')).body!.getReader();
    opened.push(() => reader.cancel());
    let text = '';
    const until = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(text)) text += Buffer.from((await reader.read()).value ?? []).toString();
    };
    await until(/^event: devices\n/);
    await post('lane-1-scale/put', { grams: 120 });
    await until(/event: device\ndata: \{"id":"lane-1-scale","state":\{.*"loadGrams":120/);
    await until(/"loadGrams":120.*"isStable":true/);
  });

  it('gives a label its picture and lets only the named loopback origins in', async () => {
    const { get, simulated } = await store(['http://127.0.0.1:4000', 'https://example.com']);
    const picture = await get('/devices/label-gateway-1/pictures/B80073000000.bmp');
    expect(picture.headers.get('content-type')).toBe('image/bmp');
    expect(Buffer.from(await picture.arrayBuffer()).readInt32LE(18)).toBe(296);
    expect((await get('/devices/label-gateway-1/pictures/FFFFFFFFFFFF.bmp')).status).toBe(404);
    const corsOf = async (origin: string) => (await get('/devices', { origin })).headers.get('access-control-allow-origin');
    expect(await corsOf('http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
    expect(await corsOf('https://example.com')).toBeNull();
    expect(await corsOf('http://127.0.0.1:5000')).toBeNull();
    simulated.allowOrigin('http://127.0.0.1:5000');
    expect(await corsOf('http://127.0.0.1:5000')).toBe('http://127.0.0.1:5000');
  });

  it('pulls a cable so that the connection breaks, and plugs it again at the same address', async () => {
    const { post, addressOf } = await store();
    const dial = async () => {
      const socket = connect(Number(new URL(addressOf('lane-1-rfid')).port), '127.0.0.1');
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('data', resolve));
      return { closed, socket };
    };
    const first = await dial();
    await post('lane-1-rfid/cable', { connected: false });
    await first.closed;
    await post('lane-1-rfid/cable', { connected: true });
    (await dial()).socket.destroy();
  });
});

describe('the simulators as a process', () => {
  const start = (args: string[]) => fork(fileURLToPath(new URL('main.ts', import.meta.url)), args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });

  it('says where everything is and ends when its parent goes', async () => {
    const plan = await planIn(0);
    const file = join(plan.socketDirectory, 'plan.json');
    await writeFile(file, JSON.stringify(plan));
    const child = start(['--plan', file]);
    opened.push(async () => void child.kill('SIGKILL'));
    const ready = await new Promise<SimulatedStoreAddress & { kind: string; labels: unknown[] }>((resolve) => child.once('message', (message) => resolve(message as never)));
    expect(ready).toMatchObject({ kind: 'ready', labels: [], control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), devices: expect.arrayContaining([
      { id: 'lane-1-scanner-hid', kind: 'scanner-hid', role: 'lane-1/scanner-hid', address: `unix:${plan.socketDirectory}/lane-1-scanner-hid.sock`, credentials: null },
    ]) });
    expect((await fetch(`${ready.control}/devices?key=${ready.key}`)).status).toBe(200);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.disconnect();
    expect(await ended).toBe(0);
  });

  it('says what is wrong with a plan', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plan-'));
    opened.push(() => rm(directory, { recursive: true }));
    const file = join(directory, 'plan.json');
    await writeFile(file, JSON.stringify({ seed: 1, socketDirectory: directory, mqtt: null, devices: [{ kind: 'scale-mt-sics', id: 'a', role: 'b' }] }));
    const child = start(['--plan', file]);
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toMatch(/The plan is not right[\s\S]*capacityGrams/);
  });
});
