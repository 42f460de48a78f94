import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '../../..');
const files = globSync(['edge-app/{back-office-ui,bench-ui,ui-kit/office}/**/*-words.ts', 'cloud-sync/hq-web/**/*-words.ts'], { cwd: repository });

describe('the words of the offices and the bench', () => {
  it('are all found', () => expect(files.length).toBeGreaterThanOrEqual(16));
  it.each(files)('%s says everything in both languages, with the same values in both', async (file) => {
    const tables = Object.values((await import(resolve(repository, file))) as Record<string, unknown>).filter((table) => typeof table === 'object' && table !== null && !('locale' in table) && !('zh-CN' in table));
    for (const table of tables as Record<string, { zh: string; en: string }>[]) {
      for (const [key, { zh, en }] of Object.entries(table)) {
        expect(zh.trim(), key).not.toBe('');
        expect(/[\u4e00-\u9fff]/.test(en), `${key} has Chinese in its English`).toBe(false);
        expect(/[\u4e00-\u9fff]|^[A-Z]|RFID|KB/.test(zh), `${key} has no Chinese`).toBe(true);
        expect(placesOf(zh), key).toEqual(placesOf(en));
      }
    }
  });
});

const placesOf = (text: string): readonly string[] => [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name!).toSorted();
