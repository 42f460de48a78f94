import { afterEach, expect, test } from 'vitest';
import { driverAcceptance } from '../acceptance/driver-acceptance.ts';
import { openLoopback } from '../acceptance/loopback-link.ts';
import { waitReally } from '../acceptance/real-wait.ts';
import { openCashDrawerDriver, type DrawerEvent } from '../cash-drawer/cash-drawer-driver.ts';
import { openReceiptPrinterDriver, type PrinterEvent, type ReceiptPrinterDriver, type ReceiptPrinterOptions } from './receipt-printer-driver.ts';
import type { ReceiptDocument } from './receipt-document.ts';

const options: ReceiptPrinterOptions = {
  columns: 48, characterSet: 'gb18030', confirmBy: 'paper-status', drawerPin: 2,
  statusIntervalMs: 30, livenessTimeoutMs: 5_000, completionTimeoutMs: 300, recoveryTimeoutMs: 2_000,
};
const receipt: ReceiptDocument = { blocks: [{ kind: 'text', text: '谢谢 Thank you', align: 'center', bold: false, size: 'normal' }], cut: 'partial', kickDrawer: false };

driverAcceptance<PrinterEvent>('receipt-printer-escpos', {
  framing: 'stream',
  open: (parts, openLink) => openReceiptPrinterDriver(parts, openLink, options),
  heard: () => undefined,
  frame: (n) => Uint8Array.of(0x10 | (n % 2 === 0 ? 0 : 0x04), 0, n % 3 === 0 ? 3 : 0, 0x0f),
  isEventOf: ({ condition }, n) => condition.drawerPinHigh === (n % 2 === 1) && condition.paper === (n % 3 === 0 ? 'near-end' : 'ok'),
  // Four bytes of garbage can look like a condition; the next question half a second later sets it right. What must never happen is tested below.
  isSerious: () => false,
}, { test, expectTrue: (condition, message) => { expect(condition, message).toBe(true); } });

const opened: ReceiptPrinterDriver[] = [];
afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.close();
});

/** As little of a printer as the driver needs: answers to DLE EOT, and to GS r or GS ( H once what stands before them is on paper. */
const openBench = (change: Partial<ReceiptPrinterOptions> = {}) => {
  const printer = {
    status: { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 } as Record<number, number>,
    paper: [] as string[], waiting: [] as string[], cleared: 0,
    atJob: 'print' as 'print' | 'run-out-of-paper' | 'lose-power' | 'swallow' | 'send-a-zero-and-die',
  };
  let dead = false;
  const events: PrinterEvent[] = [];
  const printWaiting = (say: (bytes: Uint8Array) => void): void => {
    for (const job of printer.waiting.splice(0)) {
      printer.paper.push(job);
      if (job.endsWith('1d7201')) say(Uint8Array.of(0x00));
      const id = /1d284806003030((?:..){4})$/.exec(job)?.[1];
      if (id !== undefined) say(Buffer.from(`3722${id}00`, 'hex'));
    }
  };
  const cable = openLoopback((bytes, say) => {
    if (dead) return;
    const text = Buffer.from(bytes).toString('hex');
    if (text.startsWith('1004')) return say(Uint8Array.of(printer.status[bytes[2]!]!));
    if (text.startsWith('1d61')) return;
    if (text.startsWith('1014')) {
      printer.waiting.length = 0;
      printer.cleared += 1;
      return;
    }
    printer.waiting.push(text);
    switch (printer.atJob) {
      case 'print': return printWaiting(say);
      case 'run-out-of-paper': printer.status[4] = 0x72; return;
      case 'lose-power': return cable.pull();
      case 'swallow': return;
      case 'send-a-zero-and-die':
        dead = true;
        return say(Uint8Array.of(0x00));
    }
  });
  const driver = openReceiptPrinterDriver({ deviceId: 'lane-1/printer', nowMs: () => Date.now(), wait: waitReally, onEvent: (event) => { events.push(event); }, onStatus: () => undefined }, cable.openLink, { ...options, ...change });
  opened.push(driver);
  const refill = (): void => {
    printer.status[4] = 0x12;
    printWaiting((bytes) => cable.say(bytes));
  };
  return { printer, driver, cable, events, refill };
};
const online = async (driver: ReceiptPrinterDriver): Promise<void> => { await expect.poll(() => driver.condition()?.online).toBe(true); };

test.each(['paper-status', 'process-id'] as const)('a job is printed once and confirmed by the printer (%s)', async (confirmBy) => {
  const { driver, printer } = openBench({ confirmBy });
  await online(driver);
  expect(await Promise.all([driver.print({ document: receipt, isCopy: false }), driver.print({ document: receipt, isCopy: true })])).toEqual(['printed', 'printed']);
  expect(printer.paper).toHaveLength(2);
  expect(printer.paper[0]).not.toContain(Buffer.from('COPY').toString('hex'));
  expect(printer.paper[1]).toContain(Buffer.from('COPY').toString('hex'));
});

test.each([[2, 0x16, 'EPTR_COVER_OPEN'], [4, 0x72, 'EPTR_REC_EMPTY'], [3, 0x1a, 'EPTR_CUTTER_ERROR']])('status %i = %i is %s: nothing is sent, and the health page says why', async (n, byte, extended) => {
  const { driver, printer } = openBench();
  await online(driver);
  printer.status[n] = byte;
  await expect(driver.print({ document: receipt, isCopy: false })).rejects.toMatchObject({ code: 'E_EXTENDED', extended });
  expect(printer.waiting).toEqual([]);
  expect(driver.status()).toMatchObject({ state: 'error', power: 'online', trouble: { extended } });
  printer.status[n] = 0x12;
  await expect.poll(() => driver.status().trouble).toBeNull();
  expect(await driver.print({ document: receipt, isCopy: false })).toBe('printed');
});

test('paper that ends in the middle is waited for, and the job is on paper once', async () => {
  const { driver, printer, refill } = openBench();
  await online(driver);
  printer.atJob = 'run-out-of-paper';
  const outcome = driver.print({ document: receipt, isCopy: false });
  await expect.poll(() => driver.status().trouble?.extended).toBe('EPTR_REC_EMPTY');
  await waitReally(options.completionTimeoutMs * 2, new AbortController().signal);
  refill();
  expect(await outcome).toBe('printed');
  expect(printer.paper).toHaveLength(1);
});

test('paper that nobody refills ends as unknown, and what waited in the printer is thrown away', async () => {
  const { driver, printer } = openBench({ recoveryTimeoutMs: 200 });
  await online(driver);
  printer.atJob = 'run-out-of-paper';
  expect(await driver.print({ document: receipt, isCopy: false })).toBe('unknown');
  await expect.poll(() => printer.cleared).toBe(1);
  expect(printer.paper).toEqual([]);
});

test.each(['lose-power', 'swallow', 'send-a-zero-and-die'] as const)('a printer that shall print and does %s instead leaves it unknown, never printed', async (atJob) => {
  const { driver, printer } = openBench();
  await online(driver);
  printer.atJob = atJob;
  expect(await driver.print({ document: receipt, isCopy: false })).toBe('unknown');
  expect(printer.paper).toEqual([]);
});

test('a receipt that cannot be printed is refused before anything is sent; without a printer too', async () => {
  const { driver, cable, printer } = openBench();
  await online(driver);
  await expect(driver.print({ document: { ...receipt, blocks: [{ kind: 'barcode', data: '单', heightDots: 10 }] }, isCopy: false })).rejects.toMatchObject({ code: 'E_ILLEGAL' });
  cable.pull();
  await expect.poll(() => driver.condition()).toBeNull();
  await expect(driver.print({ document: receipt, isCopy: false })).rejects.toMatchObject({ code: 'E_OFFLINE' });
  expect(printer.paper).toEqual([]);
});

test('health: internal asks, external prints a line', async () => {
  const { driver, printer } = openBench();
  await online(driver);
  expect(await driver.checkHealth('internal')).toMatchObject({ healthy: true });
  expect(printer.paper).toHaveLength(0);
  expect(await driver.checkHealth('external')).toMatchObject({ healthy: true });
  expect(printer.paper).toHaveLength(1);
});

test('the drawer opens by the printer\'s pulse and is seen open and shut', async () => {
  const { driver, printer } = openBench();
  const events: DrawerEvent[] = [];
  const drawer = openCashDrawerDriver({ deviceId: 'lane-1/drawer', nowMs: () => Date.now(), wait: waitReally, onEvent: (event) => { events.push(event); }, onStatus: () => undefined }, driver, { openLevel: 'high' });
  await online(driver);
  expect(drawer.isOpen()).toBe(false);
  const opening = drawer.openDrawer();
  await expect.poll(() => printer.paper.includes('1b700032fa')).toBe(true);
  printer.status[1] = 0x16;
  await opening;
  printer.status[1] = 0x12;
  await expect.poll(() => events.map(({ kind }) => kind)).toEqual(['drawer-opened', 'drawer-closed']);
  expect(drawer.status()).toMatchObject({ deviceId: 'lane-1/drawer', category: 'CashDrawer', power: 'online' });
  await drawer.close();
  expect(drawer.status().state).toBe('closed');
  await expect(drawer.openDrawer()).rejects.toMatchObject({ code: 'E_CLOSED' });
});

test('a locked drawer is a failure in words, and none is opened while the printer is in trouble', async () => {
  const { driver, printer } = openBench();
  const drawer = openCashDrawerDriver({ deviceId: 'd', nowMs: () => Date.now(), wait: waitReally, onEvent: () => undefined, onStatus: () => undefined }, driver, { openLevel: 'high' });
  await online(driver);
  await expect(drawer.openDrawer()).rejects.toMatchObject({ code: 'E_FAILURE', message: expect.stringContaining('did not open') as string });
  printer.paper.length = 0;
  printer.status[4] = 0x72;
  await expect(drawer.openDrawer()).rejects.toMatchObject({ extended: 'EPTR_REC_EMPTY' });
  expect(printer.paper).toEqual([]);
});
