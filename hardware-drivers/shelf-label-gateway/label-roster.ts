import { PosError } from '../device-driver.ts';
import type { LabelHappening } from './label-event.ts';
import { newLabel, stepLabel, wantsTurn, type LabelInput, type LabelPolicy, type LabelState, type PictureName } from './label-fleet.ts';

export interface LabelRosterParts {
  readonly policy: LabelPolicy;
  readonly nowMs: () => number;
  /** Labels beyond this are not taken on. */
  readonly maxLabels: number;
  /** Downloads that one gateway carries at once. */
  readonly maxOutstandingPerGateway: number;
  /** The first sequence number; later ones count up. */
  readonly firstSeq: number;
  readonly onHappening: (mac: string, happening: LabelHappening) => void;
  /** False while that gateway cannot be reached: its labels keep their turn. */
  readonly canSend: (gateway: string) => boolean;
  /** Hands a coded picture to that gateway. Rejects when it was not taken over. */
  readonly send: (gateway: string, mac: string, seq: number, picture: Uint8Array) => Promise<void>;
}

/** One label as the health page and the price follower see it. */
export interface LabelView {
  readonly mac: string;
  readonly gateway: string | null;
  readonly state: LabelState;
}

/** All labels of a gateway protocol: who is wanted to show what, through which gateway, and whose turn it is. */
export interface LabelRoster {
  want(mac: string, picture: PictureName, coded: Uint8Array): void;
  forget(mac: string): void;
  heard(mac: string, gateway: string, input: { readonly pictureId: number | null; readonly batteryMv: number | null }): void;
  acknowledged(mac: string, seq: number, succeeded: boolean): void;
  /** Lets time pass for every label. */
  tick(listeningSinceMs: number): void;
  fleet(): readonly LabelView[];
}

interface Entry {
  state: LabelState;
  gateway: string | null;
  coded: Uint8Array | null;
}

export const openLabelRoster = (parts: LabelRosterParts): LabelRoster => {
  const entryByMac = new Map<string, Entry>();
  /** By gateway, in the order of turns. */
  const waitingByGateway = new Map<string, Set<string>>();
  const downloadsByGateway = new Map<string, number>();
  let lastSeq = parts.firstSeq;

  const isDownloading = (state: LabelState): boolean => state.delivery.phase === 'sent' && !state.delivery.downloaded;
  /** Books a label in or out at its gateway: as waiting, as downloading, or as neither. */
  const book = (mac: string, { gateway, state }: Entry, by: 1 | -1): void => {
    if (gateway === null) return;
    if (isDownloading(state)) downloadsByGateway.set(gateway, (downloadsByGateway.get(gateway) ?? 0) + by);
    if (state.delivery.phase !== 'waiting') return;
    let waiting = waitingByGateway.get(gateway);
    if (!waiting) waitingByGateway.set(gateway, waiting = new Set());
    if (by === 1) waiting.add(mac);
    else waiting.delete(mac);
  };

  const apply = (mac: string, entry: Entry, input: LabelInput): void => {
    const step = stepLabel(entry.state, input, parts.policy);
    if (step.state.delivery !== entry.state.delivery) {
      book(mac, entry, -1);
      entry.state = step.state;
      book(mac, entry, 1);
    } else {
      entry.state = step.state;
    }
    for (const happening of step.happenings) parts.onHappening(mac, happening);
    for (const command of step.commands) {
      parts.send(entry.gateway!, mac, command.seq, entry.coded!).catch(() => {
        if (entryByMac.get(mac) === entry) apply(mac, entry, { kind: 'not-handed-over', seq: command.seq, atMs: parts.nowMs() });
      });
    }
  };

  const giveTurns = (gateway: string | null): void => {
    const waiting = gateway === null ? undefined : waitingByGateway.get(gateway);
    if (!waiting || !parts.canSend(gateway!)) return;
    const atMs = parts.nowMs();
    for (const mac of waiting) {
      if ((downloadsByGateway.get(gateway!) ?? 0) >= parts.maxOutstandingPerGateway) return;
      const entry = entryByMac.get(mac)!;
      if (wantsTurn(entry.state, atMs)) apply(mac, entry, { kind: 'may-send', seq: ++lastSeq, atMs });
    }
  };

  const entryOf = (mac: string): Entry | null => {
    const known = entryByMac.get(mac);
    if (known) return known;
    if (entryByMac.size >= parts.maxLabels) return null;
    const entry: Entry = { state: newLabel(parts.nowMs()), gateway: null, coded: null };
    entryByMac.set(mac, entry);
    return entry;
  };

  return {
    want: (mac, picture, coded) => {
      const entry = entryOf(mac);
      if (!entry) throw new PosError('E_ILLEGAL', `More than ${parts.maxLabels} labels; ${mac} is not taken on.`);
      entry.coded = coded;
      apply(mac, entry, { kind: 'want', picture, atMs: parts.nowMs() });
      giveTurns(entry.gateway);
    },
    forget: mac => {
      const entry = entryByMac.get(mac);
      if (!entry) return;
      book(mac, entry, -1);
      entryByMac.delete(mac);
    },
    heard: (mac, gateway, { pictureId, batteryMv }) => {
      const entry = entryOf(mac);
      if (!entry) return;
      // The download under way stays with its gateway; the next one goes through whoever heard the label last.
      if (!isDownloading(entry.state) && entry.gateway !== gateway) {
        book(mac, entry, -1);
        entry.gateway = gateway;
        book(mac, entry, 1);
      }
      apply(mac, entry, { kind: 'advertised', pictureId, batteryMv, atMs: parts.nowMs() });
      if (entry.state.delivery.phase === 'waiting') giveTurns(entry.gateway);
    },
    acknowledged: (mac, seq, succeeded) => {
      const entry = entryByMac.get(mac);
      if (!entry) return;
      apply(mac, entry, { kind: 'acknowledged', seq, succeeded, atMs: parts.nowMs() });
      giveTurns(entry.gateway);
    },
    tick: listeningSinceMs => {
      const atMs = parts.nowMs();
      for (const [mac, entry] of entryByMac) apply(mac, entry, { kind: 'tick', atMs, listeningSinceMs });
      for (const gateway of waitingByGateway.keys()) giveTurns(gateway);
    },
    fleet: () => [...entryByMac].map(([mac, entry]) => ({ mac, gateway: entry.gateway, state: entry.state })),
  };
};
