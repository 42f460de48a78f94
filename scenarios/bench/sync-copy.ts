import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { startPostgres } from '../sync/postgres-server.ts';

/** In COPY's text format a backslash is written twice (PostgreSQL, COPY, "Text Format"). */
const copyLine = (text: string): string => `${text.replaceAll('\\', '\\\\')}\n`;

/** The limit: the same bytes through plain HTTP and PostgreSQL's COPY into a table without an index, and out of it again. Nothing is checked, chained, folded or acknowledged. */
export async function copyLimitMs(documents: () => Iterable<object>): Promise<{ readonly inMs: number; readonly outMs: number }> {
  const postgres = await startPostgres();
  const client = postgres.client();
  await client.connect();
  await client.query('CREATE TABLE copied (line text)');
  const server = createServer((request, response) => {
    const work = request.method === 'POST' ? pipeline(request, client.query(copyFrom('COPY copied FROM STDIN'))).then(() => void response.end()) : pipeline(client.query(copyTo('COPY copied TO STDOUT')), response);
    work.catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  function* lines(): Generator<string> { for (const document of documents()) yield copyLine(JSON.stringify(document)); }
  try {
    const startedMs = performance.now();
    const sent = await fetch(origin, { method: 'POST', body: Readable.toWeb(Readable.from(lines())) as ReadableStream, duplex: 'half' } as RequestInit);
    await sent.text();
    const inMs = performance.now() - startedMs;
    const readMs = performance.now();
    for await (const chunk of (await fetch(origin)).body!) void chunk;
    return { inMs, outMs: performance.now() - readMs };
  } finally {
    server.close();
    await client.end();
    await postgres.close();
  }
}
