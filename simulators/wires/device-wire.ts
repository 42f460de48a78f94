/**
 * The device's end of a cable. `address` is what a driver is configured with and stays the same when the cable
 * is pulled and plugged again: a tty path, `tcp://host:port` or `unix:path`.
 */
export interface DeviceWire {
  readonly address: string;
  /** False while the cable is out. */
  readonly isPlugged: boolean;
  /** Bytes sent while the cable is out, or faster than the other side reads beyond 64 KiB, are lost as on a real line. */
  send(bytes: Uint8Array): void;
  /** Pulling is seen by the driver as loss of the port or connection; plugging again opens the same address. */
  setCable(isPlugged: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Called with the bytes that the driver wrote, in chunks of any size. */
export type OnBytes = (bytes: Uint8Array) => void;

/** More than this unread by the other side is overrun: the oldest rule of serial lines. */
export const unreadBytesLimit = 65_536;
