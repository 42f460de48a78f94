import type { LaneView } from 'retail-model/api/store-views.ts';
import type { ShopperStep, ShopperVisit } from 'simulators/shoppers.ts';
import type { BenchHands } from './bench-hands.ts';
import type { Person } from './person.ts';

/** The people and hands of one shop. Simulated devices are named as in their plan: 'lane-1-scanner'. */
export interface ShopFloor {
  readonly lane: (number: number) => { readonly laneId: string; readonly person: Person };
  readonly attendant: Person;
  readonly attendantPin: { readonly staffId: string; readonly pin: string };
  readonly bench: BenchHands;
  /** Called before each step, so that a demonstration can set its clock. */
  readonly beforeStep: (visit: ShopperVisit, step: number) => Promise<void>;
}

/** What became of a visit: its receipt, when money changed hands. */
export interface PlayedVisit { readonly visitId: string; readonly receiptNumber: string | null; readonly totalMinor: number; readonly returned: number; readonly walkedOut: boolean }

/** The same code again sooner than this would be taken for a stutter of the scanner. */
const SAME_CODE_PAUSE_MS = 220;
const NOTE_MINOR = 10_000;
const SCAN_PATIENCE_MS = 3_000;
const MOST_SCANS = 4;

/** Plays one visit over the real wires and screens: the next thing is done when the last was answered. */
export async function playVisit(floor: ShopFloor, visit: ShopperVisit, receipts: ReadonlyMap<string, string>): Promise<PlayedVisit> {
  const { laneId, person } = floor.lane(visit.lane);
  const device = (name: string): string => `lane-${visit.lane}-${name}`;
  const lane = (what: string, good: (view: LaneView) => boolean): Promise<LaneView> => person.until('lane', { laneId }, `${visit.visitId} ${what}`, good);
  const unitsOf = (view: LaneView, productId: string): number => view.basket?.lines.filter((line) => line.productId === productId).reduce((sum, line) => sum + line.units, 0) ?? 0;
  let lastScanned = '';
  let receiptNumber: string | null = null;
  let totalMinor = 0;
  let returned = 0;
  let walkedOut = false;
  let ticket = '';

  async function scan(text: string, aimId: string): Promise<void> {
    if (text === lastScanned) await new Promise((resolve) => setTimeout(resolve, SAME_CODE_PAUSE_MS));
    lastScanned = text;
    await floor.bench.do(device('scanner'), 'scan', { text, aimId });
  }

  async function finish(view: LaneView): Promise<void> {
    receiptNumber = view.finished!.receiptNumber;
    totalMinor = view.finished!.totalMinor;
    // A printer without paper keeps the receipt for later; the shopper does not wait for the roll.
    await lane('the receipt on paper', (now) => now.finished === null || now.finished.printing === 'printed' || now.troubles.some((trouble) => trouble.role.endsWith('/printer')));
    await floor.bench.do(device('printer'), 'drawer', { open: false });
    await person.send('finish', { laneId });
    await lane('the lane is free', (now) => now.state === 'idle');
  }

  async function play(step: ShopperStep): Promise<void> {
    switch (step.kind) {
      case 'scan': {
        const before = unitsOf(await lane('a lane to scan at', (view) => view.state !== 'committing'), step.productId);
        // Noise on the line can spoil a code: like a shopper, look at the screen and scan again.
        for (let tries = 1; ; tries += 1) {
          await scan(step.gtin.replace(/^0/, ''), 'E0');
          const scanned = await person.until('lane', { laneId }, `${visit.visitId} the scanned ${step.productId}`, (view) => unitsOf(view, step.productId) > before, SCAN_PATIENCE_MS).catch((error: unknown) => error as Error);
          if (!(scanned instanceof Error)) return;
          if (tries === MOST_SCANS) throw scanned;
        }
      }
      case 'weigh': {
        const before = unitsOf(await lane('a lane to weigh at', () => true), step.productId);
        // A scale that is out of order: the goods stay in the shop.
        if (!(await lane('the scale', () => true)).scale.online) return;
        await lane('an empty scale', (view) => view.scale.status === 'zero');
        await person.send('addProduct', { laneId, productId: step.productId, units: 1 });
        await lane('being asked to weigh', (view) => view.weighing !== null);
        await floor.bench.do(device('scale'), 'put', { grams: step.grams });
        await lane('a stable weight', (view) => view.scale.status === 'stable' && view.scale.grams === step.grams);
        await person.send('takeWeight', { laneId });
        await lane('the weighed line', (view) => view.weighing === null && unitsOf(view, step.productId) === before + step.grams);
        await floor.bench.do(device('scale'), 'remove');
        return;
      }
      case 'rfid-basket': {
        const epcs = step.items.map((item) => item.epc);
        await floor.bench.do(device('rfid'), 'enter', { epcs });
        await lane('every tag in the basket', (view) => epcs.every((epc) => view.basket?.lines.some((line) => line.epcs.includes(epc))));
        await floor.bench.do(device('rfid'), 'leave', { epcs: null });
        return;
      }
      case 'set-quantity': {
        const view = await lane('the line to multiply', (now) => unitsOf(now, step.productId) > 0);
        const line = view.basket!.lines.findLast((one) => one.productId === step.productId)!;
        await person.send('setUnits', { laneId, lineId: line.lineId, units: step.quantity });
        await lane('the new quantity', (now) => now.basket?.lines.some((one) => one.lineId === line.lineId && one.units === step.quantity) ?? false);
        return;
      }
      case 'void-line': {
        const view = await lane('the line to void', (now) => unitsOf(now, step.productId) > 0);
        const line = view.basket!.lines.findLast((one) => one.productId === step.productId)!;
        await person.send('voidLine', { laneId, lineId: line.lineId });
        await lane('the voided line gone', (now) => !now.basket?.lines.some((one) => one.lineId === line.lineId));
        return;
      }
      case 'age-check': {
        const view = await lane('the age check', (now) => now.helps.some((help) => help.reason === 'age-check') || unitsOf(now, step.productId) === 0 || now.state === 'idle');
        const help = view.helps.find((one) => one.reason === 'age-check');
        if (!help) return;
        await floor.attendant.send('answerHelp', { laneId, interventionId: help.interventionId, decision: step.isOldEnough ? 'approved' : 'refused', ...floor.attendantPin });
        await lane('the answer', (now) => now.helps.every((one) => one.interventionId !== help.interventionId));
        return;
      }
      case 'member':
        await scan(step.memberCode, 'Q1');
        await lane('the member', (view) => view.basket?.member !== null || view.notice !== null);
        return;
      case 'suspend': {
        await person.send('suspendBasket', { laneId });
        ticket = (await lane('the ticket', (view) => view.state === 'idle' && view.notice?.code === 'suspended')).notice!.detail!;
        return;
      }
      case 'resume':
        await person.send('resumeBasket', { laneId, ticket });
        await lane('the basket back', (view) => view.state === 'selling');
        return;
      case 'pay-cash': {
        if (!(await startPayment())) return;
        const { tender } = await lane('the amount due', (view) => view.tender !== null);
        const givenMinor = step.tendered === 'exact' ? tender!.cashDueMinor : Math.ceil(tender!.cashDueMinor / NOTE_MINOR) * NOTE_MINOR;
        await person.send('payCash', { laneId, givenMinor });
        return finish(await lane('paid in cash', (view) => view.finished !== null));
      }
      case 'pay-qr':
        if (!(await startPayment())) return;
        await scan(step.authCode, 'Q1');
        return finish(await lane('paid by code', (view) => view.finished !== null));
      case 'return-sale': {
        const receipt = receipts.get(step.visitId);
        if (!receipt) return;
        const sale = await floor.attendant.ask('findReceipt', { receiptNumber: receipt });
        const lines = sale!.lines.filter((line) => line.units > line.returnedUnits).map((line) => ({ lineId: line.lineId, units: line.units - line.returnedUnits }));
        if (lines.length === 0) return;
        await floor.attendant.send('returnGoods', { laneId, receiptNumber: receipt, lines, refundAs: 'original', ...floor.attendantPin });
        returned += 1;
        await floor.bench.do(device('printer'), 'drawer', { open: false });
        return;
      }
      case 'walk-out':
        await floor.bench.do('exit-gate', 'cross', { epcs: step.epcs, walkMs: 800 });
        walkedOut = true;
        return;
    }
  }

  /** False when nothing is left to pay for: everything was voided or refused. */
  async function startPayment(): Promise<boolean> {
    const view = await lane('something to pay for', () => true);
    if (!view.basket || view.basket.lines.length === 0) {
      if (view.state === 'selling') await person.send('cancelBasket', { laneId });
      return false;
    }
    await person.send('startPayment', { laneId });
    return true;
  }

  for (const [index, step] of visit.steps.entries()) {
    await floor.beforeStep(visit, index);
    await play(step);
  }
  return { visitId: visit.visitId, receiptNumber, totalMinor, returned, walkedOut };
}
