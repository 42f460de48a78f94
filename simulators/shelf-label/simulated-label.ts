import { decodeLabelPicture, type LabelPicture } from './label-picture.ts';

export interface LabelModel {
  /** 12 upper-case hexadecimal digits. */
  readonly mac: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly accent: 'red' | 'yellow' | null;
  readonly batteryMillivolts: number;
}

/** `ack-without-showing`: downloads, acknowledges and keeps the old picture. `wrong-picture`: shows, but reports another id. `silent`: neither hears nor advertises. */
export type LabelFault = 'none' | 'ack-without-showing' | 'wrong-picture' | 'silent';

/** One e-paper label: its glass, its battery, what is wrong with it. */
export function openSimulatedLabel(model: LabelModel) {
  let shown: LabelPicture | null = null;
  let fault: LabelFault = 'none';
  let batteryMillivolts = model.batteryMillivolts;
  let refreshes = 0;
  return {
    model,
    shown: () => shown,
    fault: () => fault,
    isSilent: () => fault === 'silent',
    setFault(next: LabelFault): void {
      fault = next;
    },
    setBattery(millivolts: number): void {
      batteryMillivolts = millivolts;
    },
    /** The picture if it is valid and of this label's size and planes; a label refuses all else and keeps what it shows. */
    accept(bytes: Buffer): LabelPicture | null {
      const decoded = decodeLabelPicture(bytes);
      if (!decoded.ok) return null;
      const { widthPixels, heightPixels, accent } = decoded.value;
      const fits = widthPixels === model.widthPixels && heightPixels === model.heightPixels && (accent === null || model.accent !== null);
      return fits ? decoded.value : null;
    },
    show(picture: LabelPicture): boolean {
      if (fault === 'ack-without-showing' || fault === 'silent') return false;
      shown = picture;
      refreshes += 1;
      return true;
    },
    /** This label's object in `advData.obj` (field names as published by KKM; `stat` 0 is idle). */
    advertisement: (rssiDbm: number) => ({
      type: 64,
      dmac: model.mac,
      rssi: rssiDbm,
      eslType: model.widthPixels * 10_000 + model.heightPixels,
      ver: 1,
      stat: 0,
      vatt: batteryMillivolts,
      temp: 23,
      picID: shown === null ? 0 : fault === 'wrong-picture' ? (shown.pictureId ^ 1) >>> 0 || 2 : shown.pictureId,
    }),
    state: () => ({
      mac: model.mac, widthPixels: model.widthPixels, heightPixels: model.heightPixels, accent: model.accent,
      batteryMillivolts, fault, pictureId: shown?.pictureId ?? 0, refreshes,
    }),
  };
}

export type SimulatedLabel = ReturnType<typeof openSimulatedLabel>;
