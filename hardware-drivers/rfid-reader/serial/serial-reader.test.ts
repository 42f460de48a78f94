import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { driverAcceptance } from '../../acceptance/driver-acceptance.ts';
import { openLoopback } from '../../acceptance/loopback-link.ts';
import type { RfidReaderEvent } from '../rfid-reader-event.ts';
import { a0Bytes } from './a0-codec.ts';
import { m100Bytes } from './m100-codec.ts';
import { mercuryCrc } from './mercury-codec.ts';
import { reader18Bytes } from './reader18-codec.ts';
import { a0Protocol, m100Protocol, mercuryProtocol, reader18Protocol, type SerialReaderSettings } from './serial-reader-protocols.ts';
import { openSerialReader, type SerialReaderProtocol } from './serial-reader.ts';

/** A wire carries one byte after the other: while the bench spells a frame, its reader must not answer in the middle of it. So answers and polls are slow. */
const settings: SerialReaderSettings = { powerDbm: 20, antennas: [1], pauseMs: 400 };
const answerAfterMs = 200;
const epcOf = (n: number): string => (0x3034_0000_0000_0000n + BigInt(n)).toString(16).toUpperCase().padStart(24, '0');
const runner = { test: (name: string, body: () => Promise<void>) => test(name, body), expectTrue: (condition: boolean, message: string) => expect(condition, message).toBe(true) };

/** A frame of the reader's side, made of its command's frame: only type and checksum differ. */
const m100Answer = (type: number, command: number, param: Uint8Array): Uint8Array => {
  const bytes = m100Bytes('bb-7e', command, param);
  bytes[1] = type;
  bytes[bytes.length - 2] = (bytes[bytes.length - 2]! + type) & 0xff;
  return bytes;
};
const mercuryAnswer = (opcode: number, status: number, data: Uint8Array): Uint8Array => {
  const inner = Uint8Array.of(data.length, opcode, status >> 8, status & 0xff, ...data);
  const crc = mercuryCrc(inner);
  return Uint8Array.of(0xff, ...inner, crc >> 8, crc & 0xff);
};
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

interface Side {
  readonly name: string;
  readonly protocol: () => SerialReaderProtocol<never>;
  readonly heard: (bytes: Uint8Array, say: (bytes: Uint8Array) => void) => void;
  readonly tag: (n: number) => Uint8Array;
}
const sides: readonly Side[] = [
  {
    name: 'rfid-m100',
    protocol: () => m100Protocol(settings) as unknown as SerialReaderProtocol<never>,
    heard: (bytes, say) => {
      if (bytes[2] === 0x03) say(bytesOf('bb01030008024d616769635266a77e'));
      else if (bytes[2] === 0x22) say(bytesOf('bb01ff000115167e'));
      else say(m100Answer(1, bytes[2]!, Uint8Array.of(0)));
    },
    tag: n => m100Answer(2, 0x22, bytesOf(`c93000${epcOf(n)}1234`)),
  },
  {
    name: 'rfid-a0',
    protocol: () => a0Protocol(settings) as unknown as SerialReaderProtocol<never>,
    heard: (bytes, say) => say(bytes[3] === 0x89 ? a0Bytes(1, 0x89, bytesOf('00001100000005')) : a0Bytes(1, bytes[3]!, Uint8Array.of(0x10))),
    tag: n => a0Bytes(1, 0x89, bytesOf(`743000${epcOf(n)}36`)),
  },
  {
    name: 'rfid-mercury',
    protocol: () => mercuryProtocol(settings) as unknown as SerialReaderProtocol<never>,
    heard: (bytes, say) => say(mercuryAnswer(bytes[2]!, 0, new Uint8Array(0))),
    tag: n => mercuryAnswer(0x22, 0, bytesOf(`10001b01ff0101c4110e16400000012700000500000f00803000${epcOf(n)}e94a`)),
  },
  {
    name: 'rfid-reader18',
    protocol: () => reader18Protocol(settings) as unknown as SerialReaderProtocol<never>,
    heard: (bytes, say) => {
      if (bytes[2] === 0x21) say(bytesOf('0d0021000502860231801a14975c'));
      else say(reader18Bytes(0, bytes[2]!, bytes[2] === 0x01 ? Uint8Array.of(0x01, 0x01, 0x00) : Uint8Array.of(0x00)));
    },
    tag: n => reader18Bytes(0, 0x01, bytesOf(`0301010c${epcOf(n)}6b`)),
  },
];

for (const side of sides) {
  driverAcceptance<RfidReaderEvent>(side.name, {
    open: (parts, openLink) => openSerialReader(parts, openLink, side.protocol()),
    framing: 'stream',
    heard: (bytes, say) => { void delay(answerAfterMs).then(() => side.heard(bytes, say)); },
    frame: side.tag,
    isEventOf: (event, n) => event.kind === 'tag-read' && event.epc === epcOf(n),
    isSerious: () => true,
  }, runner);
}

test.each(sides)('$name tells signal and antenna, and asks for the power it was given', async (side) => {
  const events: RfidReaderEvent[] = [];
  const asked: string[] = [];
  const cable = openLoopback((bytes, say) => {
    asked.push(Buffer.from(bytes).toString('hex'));
    side.heard(bytes, say);
  });
  const reader = openSerialReader({
    deviceId: 'pad', nowMs: () => Date.now(), onEvent: event => events.push(event), onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, cable.openLink, side.protocol());
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(2), { timeout: 3000 });
  cable.say(side.tag(7));
  await vi.waitFor(() => expect(events).toHaveLength(1));
  const expected = { 'rfid-m100': [-55, 'bb00b6000207d08f7e'], 'rfid-a0': [-75, 'a004ff7614'], 'rfid-mercury': [-60, 'ff029207d0'], 'rfid-reader18': [-23, '05ff2f14'] }[side.name]!;
  expect(events[0]).toMatchObject({ kind: 'tag-read', deviceId: 'pad', epc: epcOf(7), antenna: 1, rssiDbm: expected[0] });
  expect(asked.some(bytes => bytes.startsWith(expected[1] as string))).toBe(true);
  expect((await reader.checkHealth('internal')).healthy).toBe(true);
  await reader.close();
});

test('a module that speaks AA..DD is found', async () => {
  const asked: string[] = [];
  const cable = openLoopback((bytes, say) => {
    asked.push(Buffer.from(bytes).toString('hex'));
    if (bytes[0] === 0xaa) say(bytes[2] === 0x03 ? bytesOf('aa010300010207dd') : bytesOf('aa01ff00011516dd'));
  });
  const reader = openSerialReader({
    deviceId: 'pad', nowMs: () => Date.now(), onEvent: () => undefined, onStatus: () => undefined,
    wait: (ms, signal) => delay(ms, undefined, { signal }).then(() => undefined),
  }, cable.openLink, m100Protocol({ ...settings, powerDbm: null }));
  await vi.waitFor(() => expect(asked.at(-1)).toBe('aa0022000022dd'), { timeout: 4000 });
  await reader.close();
});
