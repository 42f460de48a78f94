import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inFolder } from '../database/test-store.ts';
import { openMemberVault } from './member-vault.ts';

const greeting = { zh: '王女士', en: 'Ms Wang' };
const inVault = (use: (vault: ReturnType<typeof openMemberVault>, file: string) => void) => inFolder(async (folder) => {
  const file = path.join(folder, 'member-keys.sqlite');
  const vault = openMemberVault(file, randomBytes);
  use(vault, file);
  vault.close();
});

test('what is sealed for a member opens again, after a restart too, and tells nothing by itself', () => inVault((vault, file) => {
  fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 80 }), (memberId, text) => {
    const sealed = vault.seal(memberId, { zh: text, en: text });
    expect(sealed.zh).toMatch(/^sealed:1:[A-Za-z0-9+/=]+$/);
    expect(vault.open(memberId, sealed)).toEqual({ zh: text, en: text });
  }), { numRuns: 50 });
  const sealed = vault.seal('m1', greeting);
  const again = openMemberVault(file, randomBytes);
  expect(again.open('m1', sealed)).toEqual(greeting);
  again.close();
}));

test("another member's key does not open it", () => inVault((vault) => {
  const sealed = vault.seal('m1', greeting);
  vault.seal('m2', greeting);
  expect(() => vault.open('m2', sealed)).toThrow();
}));

test('once erased, no copy opens, the key is gone from the file, and the member gets none again', () => inVault((vault, file) => {
  const sealed = vault.seal('m1', greeting);
  const before = readFileSync(file);
  expect(vault.erase('m1', 1)).toBe(true);
  expect(vault.erase('m1', 2)).toBe(false);
  expect(vault.open('m1', sealed)).toBeNull();
  expect(vault.open('m1', greeting)).toBeNull();
  expect(vault.open('m1', vault.seal('m1', greeting))).toBeNull();
  const after = readFileSync(file);
  const key = [...Array(before.length - 32).keys()].map((at) => before.subarray(at, at + 32)).find((bytes) => new Set(bytes).size > 24);
  expect(key).toBeDefined();
  expect(after.includes(key!)).toBe(false);
}));

test('words from before there were keys come back as they are', () => inVault((vault) => {
  expect(vault.open('m9', greeting)).toEqual(greeting);
}));
