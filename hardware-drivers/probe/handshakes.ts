import type { FrameDecoder } from '../frame-decoder.ts';
import { plainSerialSettings, type SerialSettings } from '../links/link-address.ts';
import { openLlrpFramer } from '../rfid-reader/llrp/llrp-framing.ts';
import { a0Broadcast, a0Bytes, a0Commands, openA0Framer } from '../rfid-reader/serial/a0-codec.ts';
import { m100Bytes, m100Commands, openM100Framer } from '../rfid-reader/serial/m100-codec.ts';
import { mercuryBytes, mercuryOpcodes, openMercuryFramer } from '../rfid-reader/serial/mercury-codec.ts';
import { openReader18Framer, reader18Broadcast, reader18Bytes, reader18Commands } from '../rfid-reader/serial/reader18-codec.ts';
import { openPrinterAnswerDecoder } from '../receipt-printer/escpos-answers.ts';
import { scaleRows } from '../scale/scale-rows.ts';
import { casFrameProtocol } from '../scale/cas-frame-codec.ts';
import { mtSicsProtocol } from '../scale/mt-sics-codec.ts';
import { nciProtocol } from '../scale/nci-codec.ts';
import { toledo8217Protocol } from '../scale/toledo-8217-codec.ts';
import type { ScaleFrame, ScaleProtocol } from '../scale/weight-reading.ts';

/** A question that only one kind of device answers in its own way; a line that echoes is no device. */
export interface Handshake {
  /** As in the driver catalogue. */
  readonly protocol: string;
  readonly serial: SerialSettings;
  readonly links: readonly ('serial' | 'tcp')[];
  /** Sent in order, each after the device said something or 200 ms passed; empty for one that greets by itself. */
  readonly ask: readonly Uint8Array[];
  /** Hears the answers of one try; says what it recognised, or null as long as it is not certain. */
  readonly openEar: () => (bytes: Uint8Array) => string | null;
}

const none = new Uint8Array(0);
const at = (baud: number): SerialSettings => ({ ...plainSerialSettings, baud });

/** `lineEnd` ends what an earlier question of another protocol left in a scale that reads lines. */
const scale = (protocol: 'scale-mt-sics' | 'scale-8217' | 'scale-cas' | 'scale-nci', speech: ScaleProtocol, lineEnd: string): Handshake => ({
  protocol, serial: scaleRows[protocol].serialDefaults, links: ['serial', 'tcp'], ask: [...(lineEnd === '' ? [] : [Buffer.from(lineEnd)]), ...speech.askWeight],
  openEar: () => heardFrame(speech.openDecoder(), (frame: ScaleFrame) => (frame.kind === 'weight' ? `said its weight: ${frame.reading.text || frame.reading.status}` : null)),
});

const heardFrame = <Frame>(decoder: FrameDecoder<Frame>, recognise: (frame: Frame) => string | null) => (bytes: Uint8Array): string | null =>
  firstOf(decoder.feed(bytes).frames, recognise);

const firstOf = <Frame>(frames: readonly Frame[], recognise: (frame: Frame) => string | null): string | null => {
  for (const frame of frames) {
    const said = recognise(frame);
    if (said !== null) return said;
  }
  return null;
};

/** DLE EOT 1 and 4: two bytes with bits 1 and 4 set, 0 and 7 clear, and nothing else (Epson ESC/POS reference). */
const printer: Handshake = {
  protocol: 'receipt-printer-escpos', serial: plainSerialSettings, links: ['serial', 'tcp'], ask: [Uint8Array.of(0x10, 0x04, 0x01), Uint8Array.of(0x10, 0x04, 0x04)],
  openEar: () => {
    const decoder = openPrinterAnswerDecoder();
    let answers = 0;
    let strange = 0;
    return (bytes) => {
      const { frames, refused, waitingBytes } = decoder.feed(bytes);
      answers += frames.filter((frame) => frame.kind === 'real-time').length;
      strange += refused + waitingBytes + frames.filter((frame) => frame.kind !== 'real-time').length;
      return answers === 2 && strange === 0 ? 'answered DLE EOT 1 and 4' : null;
    };
  },
};

/** Tried in this order, words before binary questions, which confuse who reads lines. A device is never taken for one because nothing else fitted. */
export const handshakes: readonly Handshake[] = [
  {
    protocol: 'rfid-llrp', serial: plainSerialSettings, links: ['tcp'], ask: [],
    openEar: () => {
      const framer = openLlrpFramer();
      // READER_EVENT_NOTIFICATION, which a reader sends to whom it accepts (LLRP 1.0.1 §14.2.6).
      return (bytes) => firstOf(framer.feed(bytes).frames, (frame) => (frame.type === 63 ? `greeted with LLRP version ${frame.version}` : null));
    },
  },
  printer,
  scale('scale-cas', casFrameProtocol, ''),
  scale('scale-mt-sics', mtSicsProtocol, '\r\n'),
  scale('scale-nci', nciProtocol, '\r'),
  scale('scale-8217', toledo8217Protocol('kg'), ''),
  {
    protocol: 'rfid-m100', serial: at(115_200), links: ['serial', 'tcp'], ask: [m100Bytes('bb-7e', m100Commands.moduleInfo, Uint8Array.of(0)), m100Bytes('aa-dd', m100Commands.moduleInfo, Uint8Array.of(0))],
    openEar: () => {
      const framer = openM100Framer();
      return (bytes) => firstOf(framer.feed(bytes), (frame) => (frame.frameType === 'response' && frame.command === m100Commands.moduleInfo ? 'said its module version' : null));
    },
  },
  {
    protocol: 'rfid-a0', serial: at(115_200), links: ['serial', 'tcp'], ask: [a0Bytes(a0Broadcast, a0Commands.firmware, none)],
    openEar: () => {
      const framer = openA0Framer();
      return (bytes) => firstOf(framer.feed(bytes), (frame) => (frame.command === a0Commands.firmware && frame.data.length > 0 ? 'said its firmware version' : null));
    },
  },
  {
    protocol: 'rfid-mercury', serial: at(115_200), links: ['serial', 'tcp'], ask: [mercuryBytes(mercuryOpcodes.version, none)],
    openEar: () => {
      const framer = openMercuryFramer();
      return (bytes) => firstOf(framer.feed(bytes), (answer) => (answer.opcode === mercuryOpcodes.version ? 'said its version' : null));
    },
  },
  {
    protocol: 'rfid-reader18', serial: at(57_600), links: ['serial', 'tcp'], ask: [reader18Bytes(reader18Broadcast, reader18Commands.info, none)],
    openEar: () => {
      const framer = openReader18Framer();
      return (bytes) => firstOf(framer.feed(bytes), (answer) => (answer.command === reader18Commands.info && answer.data.length > 3 ? 'said its reader information' : null));
    },
  },
];
