import type { EmbeddedPattern } from 'retail-model/gs1/embedded-pattern.ts';
import { readScannedCode } from 'retail-model/gs1/scanned-code.ts';
import type { LaneSession, NewIds, NoticeCode } from 'retail-model/lane/lane-session.ts';
import { localDay } from 'retail-model/time/local-time.ts';
import type { Catalogue, Sellable } from '../catalogue/catalogue.ts';
import type { Lane } from './lane.ts';

/** A weight that may be charged: stable, over zero, in range, fresh and after the scale was empty; or why not. */
export type WeightNow = { readonly ok: true; readonly grams: number; readonly text: string } | { readonly ok: false; readonly code: Extract<NoticeCode, 'weight-unstable' | 'weight-negative' | 'weight-over-range' | 'weight-zero' | 'weight-not-cleared' | 'scale-offline'> };

export interface LaneDeskParts {
  readonly lane: Lane;
  readonly catalogue: Catalogue;
  readonly patterns: () => readonly EmbeddedPattern[];
  readonly timeZone: string;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly weightNow: () => WeightNow;
  readonly payByCode: (payCode: string) => void;
}

/** Turns what devices and people give a lane (a code, a chosen product, a weight) into the lane's events. */
export function openLaneDesk(parts: LaneDeskParts) {
  const { lane, catalogue } = parts;
  const ids = (): NewIds => ({ saleId: parts.newId(), lineId: parts.newId(), interventionId: parts.newId() });
  const refuse = (code: NoticeCode, detail: string | null): void => lane.handle({ kind: 'entry-refused', code, detail, atMs: parts.nowMs() });

  function identified(found: Sellable | null, entered: { readonly text: string; readonly units: number | null; readonly weightText: string | null; readonly enteredBy: 'scan' | 'look-up' }): void {
    if (!found) return refuse('unknown-code', entered.text);
    if (!found.charged) return refuse('no-price', entered.text);
    const units = entered.units ?? (found.product.soldBy === 'each' ? found.pieces : null);
    lane.handle({
      kind: 'product-identified', product: found.product, priceId: found.charged.priceId, unitPriceMinor: found.charged.amountMinor, units,
      weightText: entered.weightText, epcs: [], enteredBy: entered.enteredBy, ids: ids(), atMs: parts.nowMs(),
    });
  }

  /** A code read by a scanner or typed by a person. Payment codes count only while the lane asks for money. */
  function enterCode(read: { readonly aimId: string | null; readonly text: string }): void {
    const scanned = readScannedCode(read, parts.patterns());
    if (!scanned.ok) return refuse('bad-code', read.text);
    const code = scanned.value;
    const plain = { text: read.text, units: null, weightText: null, enteredBy: 'scan' } as const;
    switch (code.kind) {
      case 'product': {
        const today = localDay(parts.nowMs(), parts.timeZone);
        if (code.expiresOn !== undefined && code.expiresOn < today) return refuse('not-for-sale', code.expiresOn);
        const weightText = code.weightGrams === undefined ? null : `${(code.weightGrams / 1000).toFixed(3)} kg`;
        return identified(catalogue.byGtin(code.gtin), { ...plain, units: code.weightGrams ?? code.quantity ?? null, weightText });
      }
      case 'embedded': {
        const found = catalogue.byGtin(code.baseGtin);
        if ('weightGrams' in code && code.weightGrams !== undefined) return identified(found, { ...plain, units: code.weightGrams, weightText: `${(code.weightGrams / 1000).toFixed(3)} kg` });
        return refuse('not-for-sale', read.text);
      }
      case 'member': {
        const member = catalogue.memberByCode(code.memberCode);
        return member ? lane.handle({ kind: 'member-identified', memberId: member.id, greeting: member.greeting, ids: ids(), atMs: parts.nowMs() }) : refuse('member-unknown', null);
      }
      case 'payment':
        return asksForMoney(lane.session()) ? parts.payByCode(code.payCode) : refuse('unknown-code', null);
      case 'receipt':
      case 'coupon':
        return refuse('unknown-code', read.text);
      case 'unknown': {
        const found = /^\d{3,6}$/.test(code.text) ? catalogue.byPlu(code.text) : null;
        if (found) return identified(found, { ...plain, enteredBy: 'look-up' });
        return resumeTicket(code.text) ? undefined : refuse('unknown-code', read.text);
      }
    }
  }

  /** Takes up a suspended basket by its ticket; false when there is none of that name or the lane is not free. */
  function resumeTicket(ticket: string): boolean {
    const held = lane.held(ticket);
    if (!held || lane.session().state !== 'idle') return false;
    lane.handle({ kind: 'basket-resumed', ticket, held });
    return true;
  }

  return {
    enterCode,
    resumeTicket,
    addProduct: (productId: string, units: number): void => {
      const found = catalogue.byId(productId);
      identified(found, { text: productId, units: found?.product.soldBy === 'weight' ? null : units, weightText: null, enteredBy: 'look-up' });
    },
    takeWeight(): void {
      const weight = parts.weightNow();
      if (!weight.ok) return refuse(weight.code, null);
      lane.handle({ kind: 'weight-taken', grams: weight.grams, text: weight.text, ids: ids(), atMs: parts.nowMs() });
    },
    /** Tags lying on the lane's pad: all known ones enter together; those already in the basket or sold are left alone. */
    enterTags(tags: readonly { readonly epc: string; readonly gtin: string }[]): void {
      for (const { epc, gtin } of tags) {
        const found = catalogue.byGtin(gtin);
        if (!found?.charged) continue;
        lane.handle({ kind: 'product-identified', product: found.product, priceId: found.charged.priceId, unitPriceMinor: found.charged.amountMinor, units: 1, weightText: null, epcs: [epc], enteredBy: 'rfid', ids: ids(), atMs: parts.nowMs() });
      }
    },
    callHelp: (): void => lane.handle({ kind: 'help-called', ids: ids(), atMs: parts.nowMs() }),
    startPayment(): void {
      const priced = lane.priced();
      if (priced) lane.handle({ kind: 'payment-started', priced, atMs: parts.nowMs() });
    },
  };
}
export type LaneDesk = ReturnType<typeof openLaneDesk>;

const asksForMoney = (session: LaneSession): boolean => session.state === 'tendering' && session.payment === null;
