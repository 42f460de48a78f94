import { execFile } from 'node:child_process';
import path from 'node:path';
import { demoPins } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { inHouse } from './in-house.ts';
import { story } from './story.ts';

const WITHIN_MS = 240_000;

/** One seeded sale through every device, as `npm start -- --once` plays it, with forecast, order and reconciliation. */
export const sale = story({ seed: 1 }, ({ seed }, say) => inHouse({ seed, lanes: 3, labels: 32, clock: 'real', store: 'own-process', products: null, headOffice: true, inference: true }, async (house) => {
  const store = house.store();
  const entryUrls = ['lane1', 'attendant', 'back-office'].map((screen) => ({ screen, role: screen, url: store.entryUrl(screen) }));
  const entries = { headOffice: await house.headOffice!.createEntryUrl('hq-admin', 'sale'), store: { entryUrls, bench: { origin: house.simulators.control, key: house.simulators.key } }, demoPins };
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, '../once/main.ts'), '--house', JSON.stringify(entries)], { timeout: WITHIN_MS }, (_error, stdout) => resolve(stdout));
  });
  const lines = output.trimEnd().split('\n');
  lines.slice(0, -1).forEach(say);
  const { reconciled, ...counts } = JSON.parse(lines.at(-1) ?? '{}') as { reconciled?: boolean } & Record<string, number | string>;
  return { ok: reconciled === true, counts };
}));
