import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoPins } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { runToEnd } from 'command-line/start/run-to-end.ts';
import { openBrowser } from '../parts/browser.ts';
import { openHouse } from '../parts/open-house.ts';
import { enterStore } from '../parts/person.ts';
import { openSteppedClock } from '../parts/stepped-clock.ts';
import { openCamera } from './camera.ts';
import { photographBench, photographHeadOffice, photographOffice } from './office-pictures.ts';
import { photographKiosk, photographAttendant, photographTill } from './shop-floor-pictures.ts';
import { tradeMorning } from './trade-morning.ts';

/** `npm run screens`: rewrites `docs/screens/*.png` from a seeded house over real wires. The same seed and clock give the same goods, sums and hours. */
const SEED = 7;
/** Half past eight in Shanghai, on a Tuesday. */
const START_MS = Date.UTC(2026, 9, 20, 0, 30);
const HOURS = 2;
const root = path.resolve(import.meta.dirname, '../..');
const pictures = path.join(root, 'docs', 'screens');
const MOST_BYTES = 6 * 1024 * 1024;
const pinOf = (role: string) => {
  const { staffId, pin, names } = demoPins.find((one) => one.roles[0] === role)!;
  return { staffId, pin, names };
};

await runToEnd(path.join(root, 'scripts/build-screens.mjs'), []);
const folder = mkdtempSync(path.join(tmpdir(), 'screens-'));
const clock = openSteppedClock(START_MS);
const house = await openHouse({ folder, seed: SEED, lanes: 3, labels: 24, clock, store: 'in-process', products: null, headOffice: true, inference: true });
const browser = await openBrowser();
try {
  mkdirSync(pictures, { recursive: true });
  const store = house.store();
  const camera = openCamera(browser, pictures);
  const [kiosk, till, attendant, office] = await Promise.all(['lane1', 'lane3', 'attendant', 'back-office'].map((screen) => enterStore(store.entryUrl(screen))));
  console.log('Pictures are taken …');
  await photographKiosk(house, camera, kiosk!);
  await photographBench(house, camera);
  console.log('A morning is traded …');
  await tradeMorning(house, { seed: SEED, startMs: START_MS, hours: HOURS, clock, kiosk: kiosk!, attendant: attendant!, attendantPin: pinOf('attendant'), office: office! });
  await office!.send('forecastNow', {});
  const proposed = await office!.until('orders', {}, 'proposals', (view) => view.forecast !== null && !view.forecasting && view.suppliers.length > 1, 90_000);
  const supplier = proposed.suppliers.at(-1)!;
  await office!.send('approveOrder', { supplierId: supplier.supplierId, staffId: pinOf('store-manager').staffId, lines: supplier.lines.map((line) => ({ productId: line.product.productId, units: line.proposedUnits })) });
  await photographTill(house, camera, till!, pinOf('cashier'));
  await photographAttendant(house, camera, kiosk!, till!, clock);
  await photographOffice(house, camera);
  await photographHeadOffice(house, camera);
  const bytes = camera.taken().reduce((sum, file) => sum + statSync(file).size, 0);
  console.log(`${camera.taken().length} pictures, ${(bytes / 1024 / 1024).toFixed(1)} MB, in ${path.relative(root, pictures)}`);
  if (bytes > MOST_BYTES) throw new Error(`The pictures have ${bytes} bytes, more than the ${MOST_BYTES} that a repository should carry`);
  for (const person of [kiosk, till, attendant, office]) person!.leave();
} finally {
  await browser.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
