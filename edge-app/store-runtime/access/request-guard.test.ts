import { expect, test } from 'vitest';
import { refusalOf } from './request-guard.ts';

const allowed = { hosts: new Set(['127.0.0.1:8400']), origins: new Set(['http://127.0.0.1:8400']) };

test('a page from elsewhere and a rebound host name are refused, the store’s own screens and tools are not', () => {
  expect(refusalOf({ host: '127.0.0.1:8400', origin: 'http://127.0.0.1:8400' }, allowed)).toBeNull();
  expect(refusalOf({ host: '127.0.0.1:8400' }, allowed)).toBeNull();
  expect(refusalOf({ host: 'shop.evil.example', origin: 'http://127.0.0.1:8400' }, allowed)?.kind).toBe('unknown-host');
  expect(refusalOf({ host: '127.0.0.1:8400', origin: 'https://evil.example' }, allowed)?.kind).toBe('foreign-origin');
  expect(refusalOf({ host: '127.0.0.1:8400', origin: 'null' }, allowed)?.kind).toBe('foreign-origin');
});
