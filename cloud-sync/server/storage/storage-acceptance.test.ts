import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openEmbeddedStorage } from './embedded-storage.ts';
import { storageAcceptance } from './storage-acceptance.ts';

const folder = mkdtempSync(join(tmpdir(), 'head-office-storage-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

storageAcceptance('embedded', { fresh: () => Promise.resolve(join(folder, `${randomUUID()}.sqlite`)), open: openEmbeddedStorage });
