import { seededRandom } from './seeded-random.ts';

/** Something that goes wrong in the shop: which device, what to tell its control API, and when. */
export interface PlannedFault {
  readonly atMs: number;
  readonly deviceRole: string;
  /** A verb of the control API and its body. */
  readonly verb: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** For people who read along. */
  readonly because: string;
}

export interface FaultPlanOptions {
  readonly seed: number;
  readonly startMs: number;
  readonly hours: number;
  readonly lanes: number;
  /** Whether the plan of the store has a cable to head office, label gateways, a payment provider. */
  readonly hasHeadOfficeLink: boolean;
  readonly labelGateways: number;
  readonly hasPaymentProvider: boolean;
}

/**
 * The troubles of a day, in order of time, each with its end within the day: a scanner that stutters, noise on a line, a
 * printer that runs out and gets paper again, a scale unplugged and plugged, labels lost in the air, an answer of the
 * payment provider lost, and the link to head office down for the second quarter of the day.
 */
export function faultPlan(options: FaultPlanOptions): PlannedFault[] {
  const random = seededRandom(options.seed).fork('faults');
  const lengthMs = options.hours * 3_600_000;
  const atShare = (share: number): number => options.startMs + Math.round(share * lengthMs);
  const faults: PlannedFault[] = [];
  const between = (low: number, high: number): number => low + random.next() * (high - low);
  const lane = (): string => `lane-${random.integer(1, options.lanes)}`;
  /** A trouble that ends by itself is given once; one that lasts gets its opposite `lastingShare` of the day later. */
  const trouble = (share: number, deviceRole: string, because: string, start: readonly [string, object], lasting: { share: number; end: readonly [string, object] } | null): void => {
    faults.push({ atMs: atShare(share), deviceRole, verb: start[0], body: { ...start[1] }, because });
    if (lasting === null) return;
    faults.push({ atMs: atShare(share + lasting.share), deviceRole, verb: lasting.end[0], body: { ...lasting.end[1] }, because: `${because} ends` });
  };

  for (let turn = 0; turn < Math.max(1, Math.round(options.hours)); turn += 1) {
    trouble(between(0.05, 0.9), `${lane()}/scanner`, 'scanner stutters', ['fault', { kind: 'stutter', frames: 2 }], null);
  }
  trouble(between(0.1, 0.8), `${lane()}/scanner`, 'noise on the scanner line', ['fault', { kind: 'garbage', bytes: random.integer(3, 20) }], null);
  trouble(between(0.1, 0.7), `${lane()}/printer`, 'printer out of paper', ['run-out-after', { lines: random.integer(3, 30) }], { share: 0.1, end: ['paper', { paper: 'ok' }] });
  trouble(between(0.1, 0.8), `${lane()}/scale`, 'scale unplugged', ['cable', { connected: false }], { share: 0.02, end: ['cable', { connected: true }] });
  if (options.hasPaymentProvider) trouble(between(0.1, 0.9), 'store/payment', 'payment answer lost', ['fault', { kind: 'answer-lost', payments: 1 }], null);
  for (let gateway = 1; gateway <= options.labelGateways; gateway += 1) {
    trouble(between(0.05, 0.5), `store/label-gateway-${gateway}`, 'label orders lost in the air', ['drop', { percent: 10 }], { share: 0.3, end: ['drop', { percent: 0 }] });
  }
  if (options.hasHeadOfficeLink) {
    trouble(0.25, 'store/head-office-link', 'link to head office down', ['cable', { connected: false }], { share: 0.25, end: ['cable', { connected: true }] });
  }
  return faults.sort((a, b) => a.atMs - b.atMs || a.deviceRole.localeCompare(b.deviceRole, 'en'));
}
