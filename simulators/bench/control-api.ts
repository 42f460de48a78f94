import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HostedDevice } from './hosted-device.ts';

/** 50,000 tags in one `enter` fit. */
const longestBodyBytes = 4_194_304;
const watchersLimit = 32;
/** A device that changes faster is told of this often. */
const newsEveryMs = 100;
/** A state larger than this is not pushed: the news says `state: null` and the page asks for it. */
const longestNewsBytes = 32_768;

/**
 * The bench: HTTP on loopback. `GET /devices`, `GET /devices/<id>`, `GET /devices/<id>/pictures/<name>.bmp`,
 * `POST /devices/<id>/<verb>` with a JSON body, `GET /events` (server-sent: `devices` once, then `device {id, state}`).
 * Every request carries the key as `Authorization: Bearer <key>` or `?key=`. Only the given loopback origins get CORS.
 */
export async function openControlApi(parts: { devices: readonly HostedDevice[]; key: string; allowedOrigins: readonly string[] }) {
  const byId = new Map(parts.devices.map((hosted) => [hosted.id, hosted]));
  const origins = new Set(parts.allowedOrigins.filter(isLoopbackOrigin));
  const watchers = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, { ok: false, error: { kind: 'failed', message: String(error) } });
      else response.destroy();
    });
  });

  const describe = ({ id, kind, role, device, verbs, pictureOf }: HostedDevice) => ({
    id, kind, role, address: device.address, verbs: Object.keys(verbs), hasPictures: pictureOf !== null, state: device.state(),
  });
  const everything = () => ({ devices: parts.devices.map(describe) });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    // A page that reached us under another name was led here by its DNS.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')) return refuse(response, 421, 'not-loopback', 'Ask for 127.0.0.1.');
    const { origin } = request.headers;
    if (origin !== undefined && origins.has(origin)) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('vary', 'origin');
      response.setHeader('access-control-allow-headers', 'authorization, content-type');
      response.setHeader('access-control-allow-methods', 'GET, POST');
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? url.searchParams.get('key') ?? '';
    if (!isKey(given)) return refuse(response, 401, 'no-key', 'The key printed at the start is missing or wrong.');
    const [collection, id, verbName, picture] = url.pathname.split('/').filter((part) => part !== '').map(decodeURIComponent);
    if (request.method === 'GET' && collection === 'events') return watch(response);
    if (collection !== 'devices') return refuse(response, 404, 'no-such-path', url.pathname);
    if (id === undefined) return send(response, 200, everything());
    const hosted = byId.get(id);
    if (hosted === undefined) return refuse(response, 404, 'no-such-device', `There is no device ${id}.`);
    if (request.method === 'GET' && verbName === undefined) return send(response, 200, describe(hosted));
    if (request.method === 'GET' && verbName === 'pictures') return sendPicture(response, hosted, picture ?? '');
    if (request.method !== 'POST') return refuse(response, 405, 'wrong-method', `${request.method} ${url.pathname}`);
    await act(hosted, verbName ?? '', request, response);
  }

  async function act(hosted: HostedDevice, verbName: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verb = Object.hasOwn(hosted.verbs, verbName) ? hosted.verbs[verbName] : undefined;
    if (verb === undefined) return refuse(response, 404, 'no-such-verb', `${hosted.id} knows ${Object.keys(hosted.verbs).join(', ')}.`);
    const body = await jsonOf(request);
    if (!body.ok) return refuse(response, 400, 'bad-body', body.message);
    const outcome = await verb(body.value);
    send(response, outcome.ok ? 200 : 400, outcome);
  }

  function sendPicture(response: ServerResponse, hosted: HostedDevice, fileName: string): void {
    try {
      if (hosted.pictureOf === null) throw new RangeError(`${hosted.id} has no pictures.`);
      const bitmap = hosted.pictureOf(fileName.replace(/\.bmp$/, ''));
      response.writeHead(200, { 'content-type': 'image/bmp', 'cache-control': 'no-store' }).end(bitmap);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      refuse(response, 404, 'no-such-picture', error.message);
    }
  }

  function watch(response: ServerResponse): void {
    if (watchers.size >= watchersLimit) return refuse(response, 503, 'too-many-watchers', `No more than ${watchersLimit} watch at once.`);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`event: devices\ndata: ${JSON.stringify(everything())}\n\n`);
    watchers.add(response);
    response.on('close', () => watchers.delete(response));
  }

  const restless = new Map<string, NodeJS.Timeout>();
  const tell = (hosted: HostedDevice): void => {
    if (restless.has(hosted.id)) return;
    restless.set(hosted.id, setTimeout(() => {
      restless.delete(hosted.id);
      if (watchers.size === 0) return;
      const state = JSON.stringify(hosted.device.state());
      const news = `event: device\ndata: {"id":${JSON.stringify(hosted.id)},"state":${state.length > longestNewsBytes ? 'null' : state}}\n\n`;
      watchers.forEach((watcher) => watcher.write(news));
    }, newsEveryMs));
  };
  const unsubscribes = parts.devices.map((hosted) => hosted.device.onChange(() => tell(hosted)));

  const keyBytes = Buffer.from(parts.key);
  const isKey = (given: string): boolean => {
    const bytes = Buffer.from(given);
    return bytes.length === keyBytes.length && timingSafeEqual(bytes, keyBytes);
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** A page's origin that became known later; anything but loopback is ignored. */
    allowOrigin(origin: string): void {
      if (isLoopbackOrigin(origin)) origins.add(origin);
    },
    async close(): Promise<void> {
      unsubscribes.forEach((unsubscribe) => unsubscribe());
      restless.forEach(clearTimeout);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const isLoopbackOrigin = (origin: string): boolean => /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);

async function jsonOf(request: IncomingMessage): Promise<{ ok: true; value: unknown } | { ok: false; message: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > longestBodyBytes) return { ok: false, message: `A body has at most ${longestBodyBytes} bytes.` };
    chunks.push(chunk);
  }
  try {
    return { ok: true, value: bytes === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown) };
  } catch {
    return { ok: false, message: 'The body is not JSON.' };
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

const refuse = (response: ServerResponse, status: number, kind: string, message: string): void => send(response, status, { ok: false, error: { kind, message } });
