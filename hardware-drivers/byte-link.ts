/** Bytes in, bytes out: the only thing a protocol knows of serialport, node-hid or a socket. */
export interface ByteLink {
  /** Chunks as the wire delivers them, of any size. Ends when the link is closed by either side; throws `LinkLost` when it broke. */
  readonly incoming: AsyncIterable<Uint8Array>;
  send(bytes: Uint8Array): Promise<void>;
  /** Closing twice is fine. */
  close(): Promise<void>;
}

/** Opens the wire. Rejects with a plain-worded `Error` (what was tried, on which port) when it is not there. */
export type OpenByteLink = (signal: AbortSignal) => Promise<ByteLink>;

/** The other side went away: cable out, process dead, port gone. */
export class LinkLost extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'LinkLost';
  }
}
