import { a0Broadcast, a0Bytes, a0Commands, a0RoundEnd, a0Status, a0Tag, openA0Framer, type A0Frame } from './a0-codec.ts';
import { m100Bytes, m100Commands, m100ErrorCode, m100NoTag, m100Tag, openM100Framer, type M100Frame, type M100Framing } from './m100-codec.ts';
import { mercuryBytes, mercuryInBootloader, mercuryOpcodes, mercuryStart, mercuryStop, mercuryTag, openMercuryFramer, type MercuryAnswer } from './mercury-codec.ts';
import { openReader18Framer, reader18Antenna, reader18Broadcast, reader18Bytes, reader18Commands, reader18Inventory, reader18RssiDbm,
  reader18Status, type Reader18Answer, type Reader18Dialect } from './reader18-codec.ts';
import type { SerialReaderProtocol } from './serial-reader.ts';

export interface SerialReaderSettings {
  /** Null leaves what the reader has. Whole dBm for A0 and UHFReader18. */
  readonly powerDbm: number | null;
  /** From 1. Readers with one antenna ignore it. */
  readonly antennas: readonly number[];
  /** Between two rounds. */
  readonly pauseMs: number;
}

const nothing = new Uint8Array(0);

/** M100/R200: single inventories, one after the other; each is answered by notices or by "no tag". */
export const m100Protocol = (settings: SerialReaderSettings): SerialReaderProtocol<M100Frame> => {
  // The reader's own framing is the one it answers in.
  let framing: M100Framing = 'bb-7e';
  return {
    name: 'rfid-m100',
    openFramer: openM100Framer,
    readsOf: frame => {
      framing = frame.framing;
      const tag = m100Tag(frame);
      return tag ? [{ epc: tag.epc, antenna: 1, rssiDbm: tag.rssiDbm, tid: null }] : [];
    },
    converse: async talk => {
      let tries = 0;
      const info = (): Uint8Array => m100Bytes(tries++ % 2 === 0 ? 'bb-7e' : 'aa-dd', m100Commands.moduleInfo, Uint8Array.of(0));
      const isInfo = (frame: M100Frame): true | null => (frame.command === m100Commands.moduleInfo ? true : null);
      await talk.ask(info(), 'module information', isInfo).catch(() => talk.ask(info(), 'module information, other framing', isInfo));
      if (settings.powerDbm !== null) {
        const power = Math.round(settings.powerDbm * 100);
        await talk.ask(m100Bytes(framing, m100Commands.setPower, Uint8Array.of(power >> 8, power & 0xff)), 'setting the power',
          frame => (frame.command === m100Commands.setPower || m100ErrorCode(frame) !== null ? true : null));
      }
      for (;;) {
        await talk.ask(m100Bytes(framing, m100Commands.singleInventory, nothing), 'an inventory',
          frame => (m100Tag(frame) || m100ErrorCode(frame) === m100NoTag ? true : null));
        await talk.pause(settings.pauseMs);
      }
    },
    goodbye: null,
  };
};

/** A0: one round after the other on each antenna; a round ends by itself, so stopping is not asking again. */
export const a0Protocol = (settings: SerialReaderSettings): SerialReaderProtocol<A0Frame> => ({
  name: 'rfid-a0',
  openFramer: openA0Framer,
  readsOf: frame => {
    const tag = a0Tag(frame);
    return tag ? [{ epc: tag.epc, antenna: tag.antenna, rssiDbm: tag.rssiDbm, tid: null }] : [];
  },
  converse: async talk => {
    const ask = (command: number, data: Uint8Array, awaited: string, match: (frame: A0Frame) => boolean): Promise<true> =>
      talk.ask(a0Bytes(a0Broadcast, command, data), awaited, frame => (frame.command === command && match(frame) ? true : null));
    await ask(a0Commands.firmware, nothing, 'the firmware version', () => true);
    if (settings.powerDbm !== null) await ask(a0Commands.setPower, Uint8Array.of(Math.round(settings.powerDbm)), 'setting the power', frame => frame.data.length === 1);
    for (;;) {
      for (const antenna of settings.antennas) {
        if (settings.antennas.length > 1) await ask(a0Commands.setAntenna, Uint8Array.of(antenna - 1), 'setting the antenna', frame => frame.data.length === 1);
        await ask(a0Commands.realTimeInventory, Uint8Array.of(1), 'the end of a round', frame => a0RoundEnd(frame) !== null || a0Status(frame) !== null);
        await talk.pause(settings.pauseMs);
      }
    }
  },
  goodbye: null,
});

/** Mercury: reads without end; the module shows life once a second when it sees nothing. */
export const mercuryProtocol = (settings: SerialReaderSettings): SerialReaderProtocol<MercuryAnswer> => ({
  name: 'rfid-mercury',
  openFramer: openMercuryFramer,
  readsOf: answer => {
    const tag = mercuryTag(answer);
    return tag ? [{ epc: tag.epc, antenna: tag.antennaRx, rssiDbm: tag.rssiDbm, tid: null }] : [];
  },
  converse: async talk => {
    const ask = (opcode: number, data: Uint8Array): Promise<MercuryAnswer> =>
      talk.ask(mercuryBytes(opcode, data), `the answer to ${opcode.toString(16)}`, answer => (answer.opcode === opcode ? answer : null));
    await talk.send(mercuryBytes(mercuryOpcodes.continuous, mercuryStop));
    const version = await ask(mercuryOpcodes.version, nothing);
    if (version.status === mercuryInBootloader) await ask(mercuryOpcodes.boot, nothing);
    await ask(mercuryOpcodes.setProtocol, Uint8Array.of(0x00, 0x05));
    await ask(mercuryOpcodes.setAntenna, Uint8Array.of(0x01, 0x01));
    if (settings.powerDbm !== null) {
      const power = Math.round(settings.powerDbm * 100);
      await ask(mercuryOpcodes.setReadPower, Uint8Array.of(power >> 8, power & 0xff));
    }
    await ask(mercuryOpcodes.continuous, mercuryStart);
    await talk.untilEnded();
  },
  goodbye: mercuryBytes(mercuryOpcodes.continuous, mercuryStop),
});

/** UHFReader18/288: inventories, one after the other; the dialect follows from the reader type. */
export const reader18Protocol = (settings: SerialReaderSettings): SerialReaderProtocol<Reader18Answer> => {
  let dialect: Reader18Dialect | null = null;
  return {
    name: 'rfid-reader18',
    openFramer: openReader18Framer,
    readsOf: answer => {
      const inventory = reader18Inventory(answer, dialect);
      const antenna = inventory?.antennaBitmap ? reader18Antenna(inventory.antennaBitmap) : 1;
      return (inventory?.tags ?? []).filter(tag => tag.epc !== '')
        .map(tag => ({ epc: tag.epc, antenna, rssiDbm: tag.rssiRaw === null ? null : reader18RssiDbm(tag.rssiRaw), tid: null }));
    },
    converse: async talk => {
      const ask = (command: number, data: Uint8Array, awaited: string, match: (answer: Reader18Answer) => boolean): Promise<Reader18Answer> =>
        talk.ask(reader18Bytes(reader18Broadcast, command, data), awaited, answer => (answer.command === command && match(answer) ? answer : null));
      const info = await ask(reader18Commands.info, nothing, 'reader information', () => true);
      dialect = info.data.length >= 3 ? (types288.has(info.data[2]!) ? 'reader288' : types18.has(info.data[2]!) ? 'reader18' : null) : null;
      if (settings.powerDbm !== null) await ask(reader18Commands.setPower, Uint8Array.of(Math.round(settings.powerDbm)), 'setting the power', () => true);
      for (;;) {
        await ask(reader18Commands.inventory, nothing, 'an inventory', answer => answer.status !== reader18Status.moreFollows);
        await talk.pause(settings.pauseMs);
      }
    },
    goodbye: null,
  };
};

/** Reader types of command 21 as far as they are published; any other leaves the dialect to the frame. */
const types18: ReadonlySet<number> = new Set([0x08, 0x09, 0x0a]);
const types288: ReadonlySet<number> = new Set([0x0c, 0x0f, 0x10, 0x20, 0x86]);
