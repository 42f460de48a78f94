import { unreachable } from 'retail-model/result.ts';
import type { LabelFailure, LabelHappening } from './label-event.ts';

/** A picture by name: what is wanted, what was sent. */
export interface PictureName {
  readonly id: number;
  readonly hash: string;
}

/** Where the wanted picture is. Only `shown` means that the label itself said so. */
export type LabelDelivery =
  | { readonly phase: 'nothing-wanted' }
  /** To be sent at its turn, not before `notBeforeMs`. `attempts` were made already. */
  | { readonly phase: 'waiting'; readonly notBeforeMs: number; readonly attempts: number; readonly because: SendReason; readonly afterUnseen: boolean }
  /** `picture` may be an older one than is wanted: a label is sent one picture at a time. */
  | { readonly phase: 'sent'; readonly picture: PictureName; readonly seq: number; readonly attempts: number; readonly deadlineMs: number;
      readonly downloaded: boolean; readonly afterUnseen: boolean }
  | { readonly phase: 'shown' }
  | { readonly phase: 'failed'; readonly because: LabelFailure; readonly retryAtMs: number };

export type SendReason = 'picture-wanted' | 'no-answer' | 'refused-by-label' | 'never-shown' | 'wrong-picture-shown' | 'failed-before' | 'not-handed-over';

export interface LabelState {
  readonly wanted: PictureName | null;
  readonly delivery: LabelDelivery;
  /** The picture that the label reported last; null before its first word. */
  readonly reportedPictureId: number | null;
  readonly lastSeenAtMs: number | null;
  /** From when silence is counted while the label was never heard. */
  readonly knownSinceMs: number;
  readonly silent: boolean;
  readonly batteryMv: number | null;
  readonly batteryLow: boolean;
}

export interface LabelPolicy {
  /** For the first try; doubled for each further one. */
  readonly answerTimeoutMs: number;
  readonly maxAttempts: number;
  /** A failed label is tried again after so long. */
  readonly failedRetryMs: number;
  readonly silentAfterMs: number;
  readonly batteryLowMv: number;
}

/** 60 s doubling, three tries; 2450 mV is the example limit of OpenEPaperLink's `batLowVoltage`. */
export const usualLabelPolicy: LabelPolicy = { answerTimeoutMs: 60_000, maxAttempts: 3, failedRetryMs: 900_000, silentAfterMs: 600_000, batteryLowMv: 2450 };

export type LabelInput =
  | { readonly kind: 'want'; readonly picture: PictureName; readonly atMs: number }
  /** A word of the label itself. `pictureId` null when it does not say. */
  | { readonly kind: 'advertised'; readonly pictureId: number | null; readonly batteryMv: number | null; readonly atMs: number }
  | { readonly kind: 'acknowledged'; readonly seq: number; readonly succeeded: boolean; readonly atMs: number }
  /** Its turn: the gateway has room. */
  | { readonly kind: 'may-send'; readonly seq: number; readonly atMs: number }
  /** The broker or gateway did not take the message over. */
  | { readonly kind: 'not-handed-over'; readonly seq: number; readonly atMs: number }
  /** Silence counts only while somebody listened: `listeningSinceMs` is when the broker was reached. */
  | { readonly kind: 'tick'; readonly atMs: number; readonly listeningSinceMs: number };

export interface LabelCommand {
  readonly kind: 'send-picture';
  readonly picture: PictureName;
  readonly seq: number;
  readonly because: SendReason;
}

export interface LabelStep {
  readonly state: LabelState;
  readonly commands: readonly LabelCommand[];
  readonly happenings: readonly LabelHappening[];
}

export const newLabel = (nowMs: number): LabelState => ({
  wanted: null, delivery: { phase: 'nothing-wanted' }, reportedPictureId: null, lastSeenAtMs: null, knownSinceMs: nowMs,
  silent: false, batteryMv: null, batteryLow: false,
});

/**
 * One label, desired against shown. A download acknowledgement moves nothing to `shown`; the label's next advertisement with the picture's
 * id does. One picture is outstanding at a time, and a label that already shows what is wanted is sent nothing.
 */
export const stepLabel = (state: LabelState, input: LabelInput, policy: LabelPolicy): LabelStep => {
  switch (input.kind) {
    case 'want': return wantPicture(state, input);
    case 'advertised': return hearAdvertisement(state, input, policy);
    case 'acknowledged': return hearAcknowledgement(state, input, policy);
    case 'may-send': return sendNow(state, input, policy);
    case 'not-handed-over': {
      const { delivery } = state;
      if (delivery.phase !== 'sent' || delivery.seq !== input.seq) return unchanged(state);
      return unchanged({ ...state, delivery: waitAgain('not-handed-over', delivery.attempts - 1, input.atMs, delivery.afterUnseen) });
    }
    case 'tick': return passTime(state, input, policy);
    default: return unreachable(input);
  }
};

/** May this label be given a turn now? */
export const wantsTurn = (state: LabelState, nowMs: number): boolean => state.delivery.phase === 'waiting' && state.delivery.notBeforeMs <= nowMs;

const unchanged = (state: LabelState): LabelStep => ({ state, commands: [], happenings: [] });

const waitAgain = (because: SendReason, attempts: number, notBeforeMs: number, afterUnseen: boolean): LabelDelivery =>
  ({ phase: 'waiting', notBeforeMs, attempts, because, afterUnseen });

const wantPicture = (state: LabelState, { picture, atMs }: LabelInput & { kind: 'want' }): LabelStep => {
  if (state.wanted?.hash === picture.hash && state.delivery.phase !== 'failed') return unchanged(state);
  const wanted = { ...state, wanted: picture };
  if (state.delivery.phase === 'sent') return unchanged(wanted);
  const afterUnseen = state.delivery.phase === 'failed' || (state.delivery.phase === 'waiting' && state.delivery.afterUnseen);
  if (state.reportedPictureId === picture.id && !afterUnseen && !state.silent) return shown(wanted);
  return unchanged({ ...wanted, delivery: waitAgain('picture-wanted', 0, atMs, afterUnseen) });
};

const shown = (state: LabelState): LabelStep => {
  const { id, hash } = state.wanted!;
  return { state: { ...state, delivery: { phase: 'shown' } }, commands: [], happenings: [{ kind: 'label-shown', pictureId: id, pictureHash: hash }] };
};

const hearAdvertisement = (before: LabelState, input: LabelInput & { kind: 'advertised' }, policy: LabelPolicy): LabelStep => {
  const happenings: LabelHappening[] = [];
  const pictureId = input.pictureId ?? before.reportedPictureId;
  const batteryMv = input.batteryMv ?? before.batteryMv;
  if (before.lastSeenAtMs === null || before.silent) happenings.push({ kind: 'label-seen', pictureId: pictureId ?? 0, batteryMv });
  // A hundred millivolts of hysteresis: a cold morning is not a new battery.
  const batteryLow = batteryMv !== null && (batteryMv < policy.batteryLowMv || (before.batteryLow && batteryMv < policy.batteryLowMv + 100));
  if (batteryLow && !before.batteryLow) happenings.push({ kind: 'label-battery-low', batteryMv });
  const state: LabelState = { ...before, reportedPictureId: pictureId, lastSeenAtMs: input.atMs, silent: false, batteryMv, batteryLow };
  const step = input.pictureId === null ? unchanged(state) : compareShown(state, input.pictureId, input.atMs);
  return { ...step, happenings: [...happenings, ...step.happenings] };
};

const compareShown = (state: LabelState, pictureId: number, atMs: number): LabelStep => {
  const { wanted, delivery } = state;
  if (!wanted) return unchanged(state);
  switch (delivery.phase) {
    case 'sent': {
      if (pictureId !== delivery.picture.id) return unchanged(state);
      // The picture of before could still follow one that was sent meanwhile: then only a download after it counts.
      if (delivery.afterUnseen && !delivery.downloaded) return unchanged(state);
      if (delivery.picture.hash === wanted.hash) return shown(state);
      return unchanged({ ...state, delivery: waitAgain('picture-wanted', 0, atMs, false) });
    }
    case 'waiting': case 'failed':
      return pictureId === wanted.id && !(delivery.phase === 'waiting' && delivery.afterUnseen) ? shown(state) : unchanged(state);
    case 'shown':
      if (pictureId === wanted.id) return unchanged(state);
      return {
        state: { ...state, delivery: waitAgain('wrong-picture-shown', 0, atMs, false) },
        commands: [],
        happenings: [{ kind: 'label-wrong-picture', pictureId, wantedPictureId: wanted.id }],
      };
    case 'nothing-wanted': return unchanged(state);
    default: return unreachable(delivery);
  }
};

const hearAcknowledgement = (state: LabelState, input: LabelInput & { kind: 'acknowledged' }, policy: LabelPolicy): LabelStep => {
  const { delivery, wanted } = state;
  if (delivery.phase !== 'sent' || delivery.seq !== input.seq || !wanted) return unchanged(state);
  const isCurrent = delivery.picture.hash === wanted.hash;
  if (!input.succeeded) {
    return isCurrent
      ? tryAgain(state, 'refused-by-label', delivery.attempts, input.atMs + policy.answerTimeoutMs / 4, delivery.afterUnseen, policy)
      : unchanged({ ...state, delivery: waitAgain('picture-wanted', 0, input.atMs, delivery.afterUnseen) });
  }
  if (!isCurrent) return unchanged({ ...state, delivery: waitAgain('picture-wanted', 0, input.atMs, true) });
  return unchanged({ ...state, delivery: { ...delivery, downloaded: true, deadlineMs: input.atMs + timeoutOf(delivery.attempts, policy) } });
};

const sendNow = (state: LabelState, { seq, atMs }: LabelInput & { kind: 'may-send' }, policy: LabelPolicy): LabelStep => {
  const { delivery, wanted } = state;
  if (!wanted || !wantsTurn(state, atMs) || delivery.phase !== 'waiting') return unchanged(state);
  const attempts = delivery.attempts + 1;
  return {
    state: {
      ...state,
      delivery: { phase: 'sent', picture: wanted, seq, attempts, deadlineMs: atMs + timeoutOf(attempts, policy), downloaded: false, afterUnseen: delivery.afterUnseen },
    },
    commands: [{ kind: 'send-picture', picture: wanted, seq, because: delivery.because }],
    happenings: [],
  };
};

const timeoutOf = (attempts: number, policy: LabelPolicy): number => policy.answerTimeoutMs * 2 ** (attempts - 1);

const passTime = (before: LabelState, { atMs, listeningSinceMs }: LabelInput & { kind: 'tick' }, policy: LabelPolicy): LabelStep => {
  const happenings: LabelHappening[] = [];
  let state = before;
  if (!state.silent && atMs - Math.max(state.lastSeenAtMs ?? state.knownSinceMs, listeningSinceMs) >= policy.silentAfterMs) {
    state = { ...state, silent: true };
    happenings.push({ kind: 'label-silent', lastSeenAtMs: state.lastSeenAtMs });
  }
  const { delivery, wanted } = state;
  if (delivery.phase === 'failed' && atMs >= delivery.retryAtMs) {
    return { state: { ...state, delivery: waitAgain('failed-before', policy.maxAttempts - 1, atMs, true) }, commands: [], happenings };
  }
  if (delivery.phase !== 'sent' || atMs < delivery.deadlineMs || !wanted) return { state, commands: [], happenings };
  if (delivery.picture.hash !== wanted.hash) {
    return { state: { ...state, delivery: waitAgain('picture-wanted', 0, atMs, true) }, commands: [], happenings };
  }
  const step = tryAgain(state, delivery.downloaded ? 'never-shown' : 'no-answer', delivery.attempts, atMs, delivery.afterUnseen, policy);
  return { ...step, happenings: [...happenings, ...step.happenings] };
};

/** The next try, or the end of trying: a label that failed is tried again later, once at a time, and each failure is told. */
const tryAgain = (
  state: LabelState, because: LabelFailure, attempts: number, notBeforeMs: number, afterUnseen: boolean, policy: LabelPolicy,
): LabelStep => {
  if (attempts < policy.maxAttempts) return unchanged({ ...state, delivery: waitAgain(because, attempts, notBeforeMs, afterUnseen) });
  const { id, hash } = state.wanted!;
  return {
    state: { ...state, delivery: { phase: 'failed', because, retryAtMs: notBeforeMs + policy.failedRetryMs } },
    commands: [],
    happenings: [{ kind: 'label-failed', pictureId: id, pictureHash: hash, attempts, because }],
  };
};
