import { fork } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, expect, test } from 'vitest';
import { storeContract, type CommandInput, type DemandPage } from 'retail-model/api/store-contract.ts';
import { addDays } from 'retail-model/time/local-time.ts';

const opened: (() => void)[] = [];
afterEach(() => {
  while (opened.length) opened.pop()!();
});

const today = '2026-11-22';
const history = (productId: string, units: number[]): DemandPage['products'][number] => ({
  productId, category: 'drinks', firstDay: addDays(today, -units.length), units, pricesMinor: units.map(() => 500), promoted: units.map(() => false), stockedShare: units.map(() => 1),
});

/** The store's contract on a real port, with a given past and a first answer that fails. */
async function listeningStore(products: DemandPage['products'], failures: number) {
  const pages: CommandInput<'publishForecast'>[] = [];
  let left = failures;
  const sockets = new Set<WebSocket>();
  let asked = 1;
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith('/enter')) return void response.writeHead(303, { 'set-cookie': 'mendian_session=abc; HttpOnly', location: '/healthz' }).end();
    let text = '';
    request.on('data', (bytes) => (text += String(bytes)));
    request.on('end', () => {
      if (request.headers.cookie !== 'mendian_session=abc') return void response.writeHead(401).end('{}');
      if (left-- > 0) return void response.writeHead(503).end('{"kind":"busy"}');
      const input: unknown = JSON.parse(text);
      if (request.url === '/questions/demandHistory') {
        const { afterProductId, limit } = storeContract.questions.demandHistory.input.parse(input);
        return void response.end(JSON.stringify({ today, products: products.filter((product) => product.productId > afterProductId).slice(0, limit) } satisfies DemandPage));
      }
      pages.push(storeContract.commands.publishForecast.input.parse(input));
      response.writeHead(204).end();
    });
  });
  const live = new WebSocketServer({ server, path: '/live' });
  const show = (socket: WebSocket): void => socket.send(JSON.stringify({ as: 1, snapshot: { asked, today, products: products.length, model: null } }));
  live.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('message', () => show(socket));
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    live.close();
    for (const socket of sockets) socket.terminate();
    server.close();
  });
  return {
    entryUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/enter?code=once`,
    runs: () => pages.filter((page) => page.last).length,
    pages,
    askAgain: () => {
      asked += 1;
      for (const socket of sockets) show(socket);
    },
    cut: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function startHost(entryUrl: string) {
  const child = fork(path.join(import.meta.dirname, 'main.ts'), ['--entry', entryUrl], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  const said: string[] = [];
  child.stderr!.on('data', (bytes) => said.push(String(bytes)));
  opened.push(() => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, said, ready: new Promise<void>((resolve) => child.on('message', (message: { kind?: string }) => message.kind === 'ready' && resolve())) };
}

const until = async (holds: () => boolean, what: string, said: readonly string[]): Promise<void> => {
  for (let tries = 0; tries < 600 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  if (!holds()) throw new Error(`Waited in vain for ${what}\n${said.join('')}`);
};

test('the host forecasts every product, through a store that fails at first, a cut connection and a new request, and ends when told', async () => {
  const products = [...Array.from({ length: 130 }, (_, index) => history(`p${String(index).padStart(3, '0')}`, Array.from({ length: 120 }, (__, day) => (day * (index + 1)) % 7))), history('z-new', [])];
  const store = await listeningStore(products, 2);
  const host = startHost(store.entryUrl);
  await host.ready;
  await until(() => store.runs() === 1, 'the first run', host.said);
  const made = store.pages.flatMap((page) => page.products);
  expect(made.map((product) => product.productId)).toEqual(products.map((product) => product.productId));
  for (const product of made) {
    expect(product.days).toHaveLength(30);
    expect(product.sums.map((sum) => sum.days)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    for (const { quantiles } of [...product.days, ...product.sums]) expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
  }
  expect(made.at(-1)!.days[0]!.mean).toBeGreaterThan(0);
  store.cut();
  await new Promise((resolve) => setTimeout(resolve, 50));
  store.askAgain();
  await until(() => store.runs() === 2, 'a run after the break', host.said);
  host.child.send({ kind: 'shut-down' });
  expect(await host.ended).toBe(0);
}, 40_000);

test('an address used before ends the host with its reason, so that it is started with a new one', async () => {
  const server = createServer((_request, response) => void response.writeHead(403).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => server.close());
  const host = startHost(`http://127.0.0.1:${(server.address() as AddressInfo).port}/enter?code=used`);
  expect(await host.ended).toBe(1);
  expect(host.said.join('')).toContain('let nobody in: 403');
}, 20_000);
