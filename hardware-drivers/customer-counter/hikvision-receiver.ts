import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeviceDriver, DeviceParts } from '../device-driver.ts';
import { openStatusBoard } from '../status-board.ts';
import { parseHikvisionCount } from './hikvision-codec.ts';
import { openVisitorLedger, type VisitorsCounted } from './visitor-ledger.ts';

export interface CustomerCounterEvent extends VisitorsCounted {
  readonly kind: 'visitors-counted';
  readonly deviceId: string;
}
export interface HikvisionReceiverOptions {
  /** Where the cameras push to. Port 0 lets the system choose. */
  readonly host: string;
  readonly port: number;
  /** No push for so long is trouble; cameras push at least once in their counting interval. */
  readonly silentAfterMs: number;
}
export interface HikvisionReceiver extends DeviceDriver {
  readonly port: number;
}

const maxBodyBytes = 262_144;
const requestTimeoutMs = 10_000;

/** Receives the HTTP pushes of Hikvision counting cameras ("HTTP host notification"), plain XML or as a part of a form. Rejects when the port is taken. */
export const openHikvisionReceiver = async (parts: DeviceParts<CustomerCounterEvent>, options: HikvisionReceiverOptions): Promise<HikvisionReceiver> => {
  const board = openStatusBoard(parts, { category: 'CustomerCounter', protocol: 'people-hikvision' });
  const ledger = openVisitorLedger();
  const closing = new AbortController();
  let lastPushAtMs = parts.nowMs();

  const receive = (text: string): number => {
    const xml = /<EventNotificationAlert[\s\S]*<\/EventNotificationAlert>/.exec(text)?.[0] ?? '';
    const count = parseHikvisionCount(xml);
    lastPushAtMs = parts.nowMs();
    if (!count.ok) {
      board.count('framesRefused', 1);
      // Other events of a healthy camera are pushed to the same address and answered, or it would repeat them for ever.
      return count.error.kind === 'people-other-event' ? 200 : 400;
    }
    board.count('framesAccepted', 1);
    board.answered();
    board.setPower('online');
    board.setTrouble(null);
    const counted = ledger.note(count.value, lastPushAtMs);
    if (counted) parts.onEvent({ kind: 'visitors-counted', deviceId: parts.deviceId, ...counted });
    return 200;
  };

  const server = createServer({ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs }, (request, response) => {
    board.count('connections', 1);
    readBody(request).then(
      text => {
        board.count('bytesReceived', text.length);
        response.writeHead(request.method === 'POST' ? receive(text) : 405).end();
      },
      () => response.writeHead(413, { Connection: 'close' }).end(),
    );
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });

  const watch = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await parts.wait(Math.max(50, options.silentAfterMs / 10), closing.signal);
      const silentMs = parts.nowMs() - lastPushAtMs;
      if (silentMs < options.silentAfterMs) continue;
      board.setPower('offline');
      board.setTrouble({ code: 'E_OFFLINE', extended: null, detail: `No camera pushed anything for ${Math.round(silentMs / 1000)} s` });
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });

  return {
    port: (server.address() as AddressInfo).port,
    status: board.status,
    checkHealth: async () => {
      const { trouble, statistics } = board.status();
      return { healthy: trouble === null && statistics.framesAccepted > 0, findings: [trouble?.detail ?? `${statistics.framesAccepted} counts received, ${statistics.framesRefused} other pushes`] };
    },
    close: async () => {
      closing.abort();
      await watching;
      server.closeAllConnections();
      if (server.listening) await new Promise<void>(resolve => { server.close(() => resolve()); });
      board.setClosed();
    },
  };
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) throw new Error(`A push of more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
