import type { FrameDecoder } from 'hardware-drivers/frame-decoder.ts';
import { openPrinterAnswerDecoder } from 'hardware-drivers/receipt-printer/escpos-answers.ts';
import { openLlrpFramer } from 'hardware-drivers/rfid-reader/llrp/llrp-framing.ts';
import { decodeLlrpMessage } from 'hardware-drivers/rfid-reader/llrp/llrp-codec.ts';
import { a0Tag, openA0Framer } from 'hardware-drivers/rfid-reader/serial/a0-codec.ts';
import { m100Tag, openM100Framer } from 'hardware-drivers/rfid-reader/serial/m100-codec.ts';
import { mercuryTag, openMercuryFramer } from 'hardware-drivers/rfid-reader/serial/mercury-codec.ts';
import { openReader18Framer, reader18Inventory } from 'hardware-drivers/rfid-reader/serial/reader18-codec.ts';
import type { ResyncingFramer } from 'hardware-drivers/rfid-reader/serial/resyncing-framer.ts';
import { casFrameProtocol } from 'hardware-drivers/scale/cas-frame-codec.ts';
import { mtSicsProtocol } from 'hardware-drivers/scale/mt-sics-codec.ts';
import { nciProtocol } from 'hardware-drivers/scale/nci-codec.ts';
import { profileProtocol, scaleProfileSchema } from 'hardware-drivers/scale/profile-codec.ts';
import { stGsTextProtocol } from 'hardware-drivers/scale/st-gs-text-codec.ts';
import { toledo8217Protocol } from 'hardware-drivers/scale/toledo-8217-codec.ts';
import type { ScaleFrame } from 'hardware-drivers/scale/weight-reading.ts';
import { openSerialScanDecoder } from 'hardware-drivers/scanner/serial-scan-codec.ts';
import type { FuzzedCodec } from './fuzz-codec.ts';
import { changeOneByte, mutate, type Chance } from './mutate.ts';

/** No codec may keep more than this of a message that never ends; LLRP messages may be a megabyte. */
const mostWaitingBytes = 4_096;
const mostWaitingLlrpBytes = 1_048_576;
/** After garbage a good message may be lost with it, a second one seldom, the tenth never. */
const goodFramesToFindTheStream = 10;

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const hex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');
const oneByteAtATime = 6;

/** Feeds in pieces of any size, sometimes byte by byte. */
const inPieces = (bytes: Uint8Array, chance: Chance, feed: (piece: Uint8Array) => void): void => {
  const longest = chance.below(oneByteAtATime) === 0 ? 1 : 1 + chance.below(bytes.length + 1);
  for (let at = 0; at < bytes.length;) {
    const size = 1 + chance.below(longest);
    feed(bytes.subarray(at, at + size));
    at += size;
  }
};

/** `isGood`: the frame of `good`. It must be found again after whatever was fed. */
const decoderCodec = <Frame>(name: string, open: () => FrameDecoder<Frame>, good: Uint8Array, isGood: (frame: Frame) => boolean): FuzzedCodec => ({
  name,
  open: () => {
    const decoder = open();
    return (chance) => {
      const input = mutate(good, good, chance);
      let waiting = 0;
      inPieces(input, chance, (piece) => { waiting = decoder.feed(piece).waitingBytes; });
      const fault = (text: string) => ({ input: Buffer.from(input).toString('hex'), fault: text });
      if (waiting > mostWaitingBytes) return fault(`keeps ${waiting} bytes`);
      for (let sent = 0; sent < goodFramesToFindTheStream; sent += 1) if (decoder.feed(good).frames.some(isGood)) return null;
      return fault('does not find the stream again');
    };
  },
});

const framerCodec = <Frame>(name: string, open: () => ResyncingFramer<Frame>, good: Uint8Array, isGood: (frame: Frame) => boolean, read: (frame: Frame) => unknown): FuzzedCodec => ({
  name,
  open: () => {
    const framer = open();
    return (chance) => {
      const input = mutate(good, good, chance);
      const fault = (text: string) => ({ input: Buffer.from(input).toString('hex'), fault: text });
      inPieces(input, chance, (piece) => framer.feed(piece).forEach(read));
      if (framer.waitingBytes() > mostWaitingBytes) return fault(`keeps ${framer.waitingBytes()} bytes`);
      // The line falls silent, as the driver would notice.
      framer.expire().forEach(read);
      return framer.feed(good).some(isGood) ? null : fault('does not find the stream again');
    };
  },
});

/** A frame with a check sum, with one byte changed, is never another weight. */
const checkedWeightCodec = (name: string, open: () => FrameDecoder<ScaleFrame>, good: Uint8Array, grams: number): FuzzedCodec => ({
  name,
  open: () => (chance) => {
    const input = changeOneByte(good, chance);
    const wrong = open().feed(input).frames.find((frame) => frame.kind === 'weight' && frame.reading.grams !== grams);
    return wrong === undefined ? null : { input: Buffer.from(input).toString('hex'), fault: `believes ${JSON.stringify(wrong)}` };
  },
});

const llrpCodec: FuzzedCodec = {
  name: 'stream llrp',
  open: () => {
    const good = hex('043d000000293afb30b600f0001f8d0b7f0000000000000051023881000186bc8200058880194ba9d5');
    let framer = openLlrpFramer();
    return (chance) => {
      const input = mutate(good, good, chance);
      let broken = false;
      inPieces(input, chance, (piece) => {
        const { frames, error } = framer.feed(piece);
        frames.forEach(decodeLlrpMessage);
        broken ||= error !== null;
      });
      const pending = framer.pendingBytes();
      // LLRP has no start mark: a stream that broke, or waits for a message that will not come, is opened anew, as the driver does.
      if (broken || pending > 0) framer = openLlrpFramer();
      if (pending > mostWaitingLlrpBytes) return { input: Buffer.from(input).toString('hex'), fault: `keeps ${pending} bytes` };
      return framer.feed(good).frames.length === 1 ? null : { input: Buffer.from(input).toString('hex'), fault: 'does not read a good message' };
    };
  },
};

const casFrame = (() => {
  const body = latin1('S 00.735kg');
  return new Uint8Array(Buffer.concat([Uint8Array.of(1, 2), body, Uint8Array.of(body.reduce((bcc, byte) => bcc ^ byte, 0), 3, 4)]));
})();
const is735 = (frame: ScaleFrame): boolean => frame.kind === 'weight' && frame.reading.grams === 735;
const profile = scaleProfileSchema.parse({ pattern: '^=(?:(?<stable>S)|(?<unstable>U)) (?<weight>\\d{6})=$', unit: 'kg', impliedDecimals: 3, terminatorHex: '0d', requestHex: null, zeroHex: null, tareHex: null });

/** Everything that takes bytes off a wire in a driver. */
export const streamCodecs: readonly FuzzedCodec[] = [
  decoderCodec('stream scale-mt-sics', () => mtSicsProtocol.openDecoder(), latin1('S S      0.735 kg\r\n'), is735),
  decoderCodec('stream scale-8217', () => toledo8217Protocol('kg').openDecoder(), latin1('\x0200.735\r'), is735),
  decoderCodec('stream scale-cas', () => casFrameProtocol.openDecoder(), casFrame, is735),
  decoderCodec('stream scale-ad-cas-text', () => stGsTextProtocol({ impliedDecimals: null, request: null }).openDecoder(), latin1('ST,GS,+000.735kg\r\n'), is735),
  decoderCodec('stream scale-nci', () => nciProtocol.openDecoder(), latin1('\n000.735KG\r\n00\r\x03'), is735),
  decoderCodec('stream scale-profile', () => profileProtocol(profile).openDecoder(), latin1('=S 000735=\r'), is735),
  checkedWeightCodec('one byte of scale-cas', () => casFrameProtocol.openDecoder(), casFrame, 735),
  decoderCodec('stream scanner-serial', openSerialScanDecoder, latin1(']E06901234567892\r'), (scan) => scan.text === '6901234567892'),
  decoderCodec('stream receipt-printer-escpos', openPrinterAnswerDecoder, Uint8Array.of(0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0), (answer) => answer.kind === 'processed' && answer.id === 'ABCD'),
  framerCodec('stream rfid-m100', openM100Framer, hex('bb02220011bb3000e280699500004014cc14786227580d7e'), (frame) => m100Tag(frame)?.epc === 'E280699500004014CC147862', m100Tag),
  framerCodec('stream rfid-a0', openA0Framer, hex('a01301898c3000300833b2ddd901400000000137bb'), (frame) => a0Tag(frame) !== null, a0Tag),
  framerCodec('stream rfid-mercury', openMercuryFramer, hex('ff2822000010001b01ff0101c4110e16400000012700000500000f00803000000000000000000000001545e94a561d'), (answer) => mercuryTag(answer) !== null, mercuryTag),
  framerCodec('stream rfid-reader18', openReader18Framer, hex('0700010101001e4b'), (answer) => answer.command === 1, (answer) => reader18Inventory(answer, null)),
  llrpCodec,
];
