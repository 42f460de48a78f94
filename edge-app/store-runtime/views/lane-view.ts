import type { LaneView, ScaleReading } from 'retail-model/api/store-views.ts';
import { roundToCoinMinor } from 'retail-model/money/amount.ts';
import type { Words } from 'retail-model/text/words.ts';
import { shopProduct } from '../catalogue/catalogue.ts';
import type { Lane } from '../lanes/lane.ts';

export interface LaneSurroundings {
  readonly names: Words;
  readonly kind: 'kiosk' | 'till';
  readonly scale: ScaleReading;
  readonly troubles: LaneView['troubles'];
  readonly offers: LaneView['offers'];
  readonly cannotSell: Words | null;
  readonly printing: (receiptNumber: string) => 'waiting' | 'printed' | 'trouble';
  readonly drawerOpen: boolean;
  readonly coinMinor: number;
  readonly nowMs: number;
}

/** What the lane's screen shows of its session. Pure: it reckons nothing that the session and its pricing do not already say. */
export function laneViewOf(lane: Lane, around: LaneSurroundings): LaneView {
  const session = lane.session();
  const present = session.state === 'paused' ? session.resume : session;
  const priced = lane.priced();
  const member = 'basket' in present ? present.basket.member : null;
  return {
    laneId: lane.laneId,
    names: around.names,
    kind: around.kind,
    language: session.language,
    state: around.cannotSell && (session.state === 'idle' || session.state === 'finished') ? 'cannot-sell' : session.state,
    staffId: session.staffId,
    basket: priced ? { ...priced, member: member ? { greeting: member.greeting } : null } : null,
    weighing: present.state === 'selling' && present.weighing ? { product: shopProduct(present.weighing.product, present.weighing.unitPriceMinor), unitPriceMinor: present.weighing.unitPriceMinor } : null,
    scale: around.scale,
    helps: present.state === 'selling' || present.state === 'tendering' ? present.helps.map(({ interventionId, reason, evidence, openedAtMs }) => ({ interventionId, reason, evidence, openedAtMs })) : [],
    notice: session.notice,
    tender: present.state === 'tendering'
      ? { dueMinor: present.priced.totalMinor, cashDueMinor: roundToCoinMinor(present.priced.totalMinor, around.coinMinor), payment: present.payment ? { amountMinor: present.payment.amountMinor, stage: present.payment.stage } : null }
      : null,
    finished: present.state === 'finished'
      ? { receiptNumber: present.receiptNumber, totalMinor: present.totalMinor, changeMinor: present.changeMinor, receiptCode: receiptCodeOf(present.receiptNumber), printing: around.printing(present.receiptNumber), drawerOpen: around.drawerOpen }
      : null,
    cannotSell: around.cannotSell,
    troubles: around.troubles,
    offers: around.offers,
    nowMs: around.nowMs,
  };
}

/** The text of a receipt's QR: what a scanner reads back for a return (`gs1/scanned-code.ts`). */
export const receiptCodeOf = (receiptNumber: string): string => `R-${receiptNumber}`;
