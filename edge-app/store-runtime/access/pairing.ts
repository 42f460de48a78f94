import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import express, { type Express } from 'express';
import type { AccessRole } from 'retail-model/api/store-contract.ts';
import type { PairingView } from 'retail-model/api/store-views.ts';
import type { RuntimeConfig } from '../config.ts';
import { openServerIdentity } from './store-authority.ts';
import type { Sessions } from './sessions.ts';

interface Allowed { readonly hosts: ReadonlySet<string>; readonly origins: ReadonlySet<string> }

/** Letters and digits that nobody confuses, said aloud or typed on a tablet. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 10;

/** Other machines in the shop: they come over HTTPS with the store's own authority, by a one-use code from the back office. */
export function openPairing(parts: {
  readonly config: RuntimeConfig;
  readonly sessions: Sessions;
  readonly nowMs: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly serve: (app: Express, server: Server, allowed: () => Allowed) => { close(): void };
  readonly onChanged: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}) {
  let open: { readonly origin: string; readonly fingerprint: string; close(): Promise<void> } | null = null;
  let code: PairingView['code'] = null;

  async function listen(port: number): Promise<void> {
    const addresses = Object.values(networkInterfaces()).flat().flatMap((one) => (one && !one.internal && one.family === 'IPv4' ? [one.address] : []));
    const names = ['localhost', hostname()];
    const identity = await openServerIdentity({ keyFolder: parts.config.keyFolder, storeId: parts.config.storeId, names, addresses: ['127.0.0.1', ...addresses], nowMs: parts.nowMs, randomBytes: parts.randomBytes });
    const app = express();
    const server = createServer({ cert: identity.certificatePem, key: identity.privateKeyPem }, app);
    let hosts: readonly string[] = [];
    app.get('/authority.pem', (_request, response) => void response.type('application/x-pem-file').send(identity.authorityPem));
    const served = parts.serve(app, server, () => ({ hosts: new Set(hosts), origins: new Set(hosts.map((host) => `https://${host}`)) }));
    await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '0.0.0.0', listening));
    const bound = (server.address() as AddressInfo).port;
    hosts = [...names, '127.0.0.1', ...addresses].map((host) => `${host}:${bound}`);
    open = {
      origin: `https://${addresses[0] ?? '127.0.0.1'}:${bound}`,
      fingerprint: identity.authorityFingerprint,
      close: async () => {
        served.close();
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      },
    };
  }

  return {
    async open(): Promise<void> {
      if (parts.config.lanPort === null) return;
      await listen(parts.config.lanPort).catch((error: unknown) => parts.onTrouble('listen for other machines', error));
      parts.onChanged();
    },
    createCode(role: AccessRole, laneId: string | null): void {
      const text = Array.from(parts.randomBytes(CODE_LENGTH), (byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');
      const made = parts.sessions.createCode(role, laneId, true, text);
      code = { ...made, url: open ? `${open.origin}/enter?code=${made.code}` : '' };
      parts.onChanged();
    },
    view(): PairingView {
      const fresh = code && code.expiresAtMs > parts.nowMs() ? code : null;
      return {
        httpsOrigin: open?.origin ?? null, caFingerprint: open?.fingerprint ?? null, code: fresh,
        paired: parts.sessions.paired().map((one) => ({ pairingId: one.sessionId, role: one.role, laneId: one.laneId, pairedAtMs: one.pairedAtMs, lastSeenMs: one.lastSeenMs })),
      };
    },
    close: async (): Promise<void> => open?.close(),
  };
}
export type Pairing = ReturnType<typeof openPairing>;
