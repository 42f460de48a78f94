import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { openAccounts } from 'cloud-sync/server/access/accounts.ts';
import { argon2Passwords } from 'cloud-sync/server/access/argon2-passwords.ts';
import { openDeviceAccess } from 'cloud-sync/server/access/device-access.ts';
import { openChanges } from 'cloud-sync/server/changes.ts';
import type { CloudStorage } from 'cloud-sync/server/storage/cloud-storage.ts';
import { openEmbeddedStorage } from 'cloud-sync/server/storage/embedded-storage.ts';
import { openPostgresStorage } from 'cloud-sync/server/storage/postgres-storage.ts';
import { serverIdentity } from 'cloud-sync/server/storage/server-identity.ts';
import { WrongChoice } from '../store/store-choice.ts';

export interface HeadOfficeOptions { readonly data: string; readonly databaseUrl: string | undefined; readonly json: boolean }

export const withHeadOfficeOptions = (command: Command): Command => command
  .option('--data <folder>', 'the folder of the embedded database', './data/head-office')
  .option('--database-url <url>', 'PostgreSQL instead (also DATABASE_URL)', process.env['DATABASE_URL'])
  .option('--json', 'answer as one line of JSON', false);

export const embeddedFile = ({ data }: Pick<HeadOfficeOptions, 'data'>): string => path.join(data, 'head-office.sqlite');
export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Opens head office's database beside a server that may be running on it, does `work` and closes it. */
export async function withHeadOffice<T>(options: HeadOfficeOptions, work: (office: { readonly storage: CloudStorage; readonly access: ReturnType<typeof openDeviceAccess>; readonly accounts: ReturnType<typeof openAccounts>; readonly changes: ReturnType<typeof openChanges> }) => Promise<T>): Promise<T> {
  const storage = await openHeadOfficeStorage(options);
  try {
    const parts = { storage, newId: randomUUID, nowMs: () => Date.now() };
    const identity = await serverIdentity(storage, randomBytes);
    return await work({
      storage,
      access: openDeviceAccess({ ...parts, ...identity, sha256Hex, random: randomBytes }),
      accounts: openAccounts({ ...parts, passwords: argon2Passwords }),
      changes: openChanges(storage.relay),
    });
  } finally {
    await storage.close();
  }
}

export function openHeadOfficeStorage(options: Pick<HeadOfficeOptions, 'data' | 'databaseUrl'>): Promise<CloudStorage> {
  if (options.databaseUrl !== undefined) return openPostgresStorage(options.databaseUrl, randomUUID());
  if (!existsSync(embeddedFile(options))) throw new WrongChoice(`There is no head office in ${options.data}. Name its folder with --data, or its PostgreSQL with --database-url; \`mendian cloud start\` makes a new one.`);
  return openEmbeddedStorage(embeddedFile(options));
}
