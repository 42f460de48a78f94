import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoMembers, demoPins } from 'cloud-sync/server/demo-catalogue/demo-people.ts';
import { localMinute } from 'retail-model/time/local-time.ts';
import { openHouse } from '../parts/open-house.ts';
import { openSteppedClock } from '../parts/stepped-clock.ts';
import { tradeDay } from './trade-day.ts';

/**
 * `npm run demo -- --seed 7 --hours 2 --speed 60 [--json]`: a seeded day over the real wires, faults included, reckoned up at the end.
 * Exit code 1 when journal, stock, paper, takings and head office are not equal. The same seed gives the same day's hash.
 */
const { values } = parseArgs({ options: { seed: { type: 'string', default: '7' }, hours: { type: 'string', default: '2' }, speed: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } } });
const seed = Number(values.seed);
const hours = Number(values.hours);
const speed = Number(values.speed);
if (![seed, hours, speed].every(Number.isFinite) || hours <= 0 || hours > 24 || speed <= 0) {
  console.error('Usage: npm run demo -- --seed 7 --hours 2 --speed 60 [--json]   (0 < hours ≤ 24, speed > 0)');
  process.exit(2);
}

const LANES = 3;
const LABELS = 16;
/** Eight in the morning in the store, on a day that stays the same. */
const START_MS = Date.UTC(2026, 10, 23, 0, 0, 0);
const TIME_ZONE = 'Asia/Shanghai';
const money = (minor: number): string => `¥${(minor / 100).toFixed(2)}`;
const pin = demoPins.find((one) => one.roles.includes('attendant'))!;

const folder = mkdtempSync(path.join(tmpdir(), 'mendian-day-'));
const clock = openSteppedClock(START_MS);
const say = (text: string): void => void (values.json || console.log(text));
say(`A day of ${hours} h, seed ${seed}, ${speed} times faster than the clock on the wall.`);
const house = await openHouse({ folder, seed, lanes: LANES, labels: LABELS, clock, store: 'in-process', products: null, headOffice: true, inference: false });
try {
  const day = await tradeDay(house, {
    seed, hours, speed, startMs: START_MS, lanes: LANES, clock, attendantPin: { staffId: pin.staffId, pin: pin.pin }, managerId: demoPins.find((one) => one.roles.includes('store-manager'))!.staffId, memberCodes: demoMembers.map((member) => member.memberCode),
    onProgress: ({ visit, of, atMs, what }) => {
      if (values.json) return;
      const line = `${localMinute(atMs, TIME_ZONE).slice(11)}  shopper ${String(visit).padStart(3)} of ${of}  ${what}`.slice(0, 118);
      process.stdout.write(process.stdout.isTTY ? `\r${line.padEnd(118)}` : `${line}\n`);
    },
  });
  const { books, headOffice } = day;
  const equal = {
    salesAndTakings: books.takings.journalMinor === books.takings.followerMinor && books.takings.journalMinor === books.salesMinor - books.refundsMinor,
    stock: books.stock.productsApart === 0 && books.stock.journalUnits === books.stock.followerUnits,
    receipts: books.receipts.printed === books.receipts.journal && books.receipts.waiting === 0 && day.paper.cuts >= books.receipts.journal,
    headOffice: headOffice.takingsMinor === books.takings.journalMinor && headOffice.baskets === books.sales && headOffice.stockUnits === books.stock.journalUnits && headOffice.quarantined === 0,
    whatShoppersSaw: day.sales === books.sales && day.soldMinor === books.salesMinor && day.returns === books.returns,
    payments: books.tenders.openPayments === 0,
  };
  const reconciled = books.equal && Object.values(equal).every(Boolean);
  if (!values.json) {
    console.log(`\n\n  shoppers              ${day.visits}, faults ${day.faults}, price changes ${day.priceChanges}`);
    console.log(`  journal               ${books.sales} sales ${money(books.salesMinor)}, ${books.returns} returns ${money(books.refundsMinor)}`);
    console.log(`  takings               ${money(books.takings.followerMinor)} (cash ${money(books.tenders.cashMinor)}, QR ${money(books.tenders.qrCodeMinor)})`);
    console.log(`  stock movements       ${books.stock.journalMovements}, ${books.stock.productsApart} products apart`);
    console.log(`  receipts              ${books.receipts.printed} printed of ${books.receipts.journal}`);
    console.log(`  head office holds     ${headOffice.baskets} sales, ${money(headOffice.takingsMinor)}, stock ${headOffice.stockUnits}`);
    console.log(`  the day's hash        ${books.dayHash}`);
    console.log(`  ${reconciled ? 'It adds up.' : `IT DOES NOT ADD UP: ${Object.entries(equal).filter(([, is]) => !is).map(([name]) => name).join(', ')}`}`);
  }
  console.log(JSON.stringify({
    reconciled, seed, hours, dayHash: books.dayHash, visits: day.visits, sales: books.sales, returns: books.returns, salesMinor: books.salesMinor, refundsMinor: books.refundsMinor, takingsMinor: books.takings.followerMinor,
    stockMovements: books.stock.journalMovements, receiptsPrinted: books.receipts.printed, headOfficeMinor: headOffice.takingsMinor, headOfficeSales: headOffice.baskets, faults: day.faults, priceChanges: day.priceChanges, equal,
  }));
  process.exitCode = reconciled ? 0 : 1;
} catch (error) {
  console.error(`\nThe day could not be traded to its end: ${error instanceof Error ? error.message : String(error)}`);
  console.log(JSON.stringify({ reconciled: false, seed, hours, error: error instanceof Error ? error.message.slice(0, 400) : String(error) }));
  process.exitCode = 1;
} finally {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
