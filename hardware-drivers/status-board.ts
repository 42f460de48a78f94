import type { ControlState, DeviceParts, DeviceStatistics, DeviceStatus, DeviceTrouble, PowerState } from './device-driver.ts';

/** What a driver knows of its device at the moment, told to `onStatus` whenever state, power or trouble changes. */
export interface StatusBoard {
  status(): DeviceStatus;
  count(what: keyof DeviceStatistics, by: number): void;
  answered(): void;
  setPower(power: PowerState): void;
  setTrouble(trouble: DeviceTrouble | null): void;
  setBusy(busy: boolean): void;
  setClosed(): void;
}

export type StatusParts = Pick<DeviceParts<never>, 'deviceId' | 'nowMs' | 'onStatus'>;

export const openStatusBoard = (parts: StatusParts, device: Pick<DeviceStatus, 'category' | 'protocol'>): StatusBoard => {
  const statistics: { -readonly [name in keyof DeviceStatistics]: number } = { bytesReceived: 0, bytesSent: 0, framesAccepted: 0, framesRefused: 0, connections: 0 };
  let closed = false;
  let busy = false;
  let power: PowerState = 'unknown';
  let trouble: DeviceTrouble | null = null;
  let lastAnswerAtMs: number | null = null;

  const state = (): ControlState => (closed ? 'closed' : trouble !== null ? 'error' : busy ? 'busy' : 'idle');
  const status = (): DeviceStatus => ({
    deviceId: parts.deviceId, category: device.category, protocol: device.protocol,
    state: state(), power, trouble, lastAnswerAtMs, statistics: { ...statistics },
  });
  const change = (apply: () => void): void => {
    const before = `${state()} ${power} ${describe(trouble)}`;
    apply();
    if (`${state()} ${power} ${describe(trouble)}` !== before) parts.onStatus(status());
  };

  return {
    status,
    count: (what, by) => { statistics[what] += by; },
    answered: () => { lastAnswerAtMs = parts.nowMs(); },
    setPower: (next) => change(() => { power = next; }),
    setTrouble: (next) => change(() => { trouble = next; }),
    setBusy: (next) => change(() => { busy = next; }),
    setClosed: () => change(() => {
      closed = true;
      power = 'unknown';
      trouble = null;
    }),
  };
};

const describe = (trouble: DeviceTrouble | null): string => (trouble === null ? '' : `${trouble.code} ${trouble.extended ?? ''} ${trouble.detail}`);
