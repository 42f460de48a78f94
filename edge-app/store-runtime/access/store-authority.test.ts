import { randomBytes } from 'node:crypto';
import { mkdtempSync, statSync } from 'node:fs';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openServerIdentity } from './store-authority.ts';

test('another machine that trusts the store’s authority reaches it over HTTPS, and the same authority signs after a change of address', async () => {
  const keyFolder = mkdtempSync(path.join(tmpdir(), 'authority-'));
  const parts = { keyFolder, storeId: 's1', names: ['localhost'], addresses: ['127.0.0.1'], nowMs: () => Date.now(), randomBytes };
  const first = await openServerIdentity(parts);
  expect((await openServerIdentity(parts)).certificatePem).toBe(first.certificatePem);
  const second = await openServerIdentity({ ...parts, addresses: ['127.0.0.1', '192.0.2.7'] });
  expect(second.authorityFingerprint).toBe(first.authorityFingerprint);
  expect(second.certificatePem).not.toBe(first.certificatePem);
  expect(statSync(path.join(keyFolder, 'authority-key.pem')).mode & 0o077).toBe(0);

  const server = createServer({ cert: second.certificatePem, key: second.privateKeyPem }, (_request, response) => response.end('inside'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const body = await new Promise<string>((resolve, reject) => {
    get({ host: '127.0.0.1', port, ca: second.authorityPem }, (response) => response.setEncoding('utf8').on('data', resolve)).on('error', reject);
  });
  await new Promise((closed) => server.close(closed));
  expect(body).toBe('inside');
});
