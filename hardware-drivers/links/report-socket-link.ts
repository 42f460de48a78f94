import { type ByteLink, type OpenByteLink, LinkLost } from '../byte-link.ts';
import { connectSocket, socketLink } from './tcp-link.ts';
import { formatLinkAddress, type UnixAddress } from './link-address.ts';

/** HID reports are at most 64 bytes at full speed and 1024 at high speed (USB 2.0 §5.7.3). */
const reportLimitBytes = 4096;

/**
 * HID reports over a Unix socket, for systems whose kernel offers no uhid: each report is a big-endian u16 length and that many bytes.
 * One chunk is one report, as with a real HID device.
 */
export const openReportSocketLink = (address: UnixAddress): OpenByteLink => async (signal) => {
  const name = formatLinkAddress(address);
  const stream = socketLink(await connectSocket(name, { path: address.path }, signal), name);
  return reportLink(stream, name);
};

/** Cuts a byte stream into reports. A length of zero or beyond the limit means that the peer does not speak this framing: the link is lost. */
export const reportLink = (stream: ByteLink, name: string): ByteLink => ({
  incoming: { [Symbol.asyncIterator]: () => reportsOf(stream, name) },
  send: (report) => {
    if (report.length === 0 || report.length > reportLimitBytes) {
      return Promise.reject(new RangeError(`${name}: a report has 1 to ${reportLimitBytes} bytes, not ${report.length}.`));
    }
    return stream.send(Buffer.concat([Buffer.from([report.length >> 8, report.length & 0xff]), report]));
  },
  close: () => stream.close(),
});

async function* reportsOf(stream: ByteLink, name: string): AsyncGenerator<Uint8Array> {
  let pending = Buffer.alloc(0);
  for await (const chunk of stream.incoming) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2) {
      const length = pending.readUInt16BE(0);
      if (length === 0 || length > reportLimitBytes) throw new LinkLost(`${name}: a report of ${length} bytes was announced; the limit is ${reportLimitBytes}.`);
      if (pending.length < 2 + length) break;
      yield Uint8Array.from(pending.subarray(2, 2 + length));
      pending = pending.subarray(2 + length);
    }
  }
}
