import { createServer, type AddressInfo } from 'node:net';
import { timingSafeEqual } from 'node:crypto';
import { Aedes } from 'aedes';

export interface EmbeddedBroker { readonly port: number; close(): Promise<void> }

const MOST_CLIENTS = 256;

/**
 * The store's own MQTT broker (3.1.1) for label gateways, shelves and readers that publish. Every client gives the store's name and password.
 * Nothing is persisted: what a label shows is asked from the label itself after a restart.
 */
export async function openEmbeddedBroker(parts: { readonly port: number; readonly host: string; readonly login: { readonly name: string; readonly password: string } }): Promise<EmbeddedBroker> {
  const broker = await Aedes.createBroker({
    concurrency: 200,
    authenticate: (_client, name, password, done) => done(null, sameText(name ?? '', parts.login.name) && sameText(String(password ?? ''), parts.login.password)),
  });
  const server = createServer((socket) => broker.handle(socket));
  server.maxConnections = MOST_CLIENTS;
  await new Promise<void>((listening, failed) => {
    server.once('error', (error) => failed(new Error(`The MQTT broker cannot listen on ${parts.host}:${parts.port}`, { cause: error })));
    server.listen(parts.port, parts.host, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise<void>((closed) => broker.close(() => server.close(() => closed()))),
  };
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
