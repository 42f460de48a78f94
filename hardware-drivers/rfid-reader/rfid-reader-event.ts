/** What every RFID reader tells, whatever its protocol. */
export type RfidReaderEvent = TagRead | InputChanged;

export interface TagRead {
  readonly kind: 'tag-read';
  readonly deviceId: string;
  /** Upper-case hex, whole bytes, of any length. */
  readonly epc: string;
  /** From 1; 0 when the reader does not say. */
  readonly antenna: number;
  readonly rssiDbm: number | null;
  readonly readAtMs: number;
  /** Upper-case hex: the chip's own number, which survives a cloned EPC. */
  readonly tid: string | null;
}

/** A general-purpose input (a photo-eye) changed, or was found active when the reader came back. */
export interface InputChanged {
  readonly kind: 'input-changed';
  readonly deviceId: string;
  readonly port: number;
  readonly active: boolean;
  readonly changedAtMs: number;
}
