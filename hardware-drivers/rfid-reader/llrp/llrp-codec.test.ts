import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreements, readPublishedVectors } from '../../published-vectors.ts';
import { decodeLlrp, decodeLlrpPayload } from './decode-llrp.ts';
import { decodeLlrpMessage, encodeLlrpMessage, llrpChild, type LlrpParameter, type LlrpParameterDraft } from './llrp-codec.ts';
import { llrpFrameBytes, openLlrpFramer, parseLlrpFrame } from './llrp-framing.ts';
import { readLlrpTagReport } from './llrp-tag-report.ts';

const file = new URL('../fixtures/llrp-vectors.json', import.meta.url);
const whole = readPublishedVectors(file, 'llrp');
const payloads = readPublishedVectors(file, 'llrp-payload');
const report = Buffer.from('043d000000293afb30b600f0001f8d0b7f0000000000000051023881000186bc8200058880194ba9d5', 'hex');
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

describe('LLRP 1.0.1 messages', () => {
  it.each(whole.vectors)('agrees with the published message $id', (vector) => {
    expect(disagreements(decodeLlrp, vector, whole.compare)).toEqual([]);
  });

  it.each(payloads.vectors)('agrees with the published body $id', (vector) => {
    expect(disagreements(decodeLlrpPayload, vector, payloads.compare)).toEqual([]);
  });

  it('writes every published message again, byte for byte', () => {
    for (const vector of whole.vectors) {
      const frame = parseLlrpFrame(bytesOf(vector.bytes_hex!));
      if (!frame.ok) throw new Error(frame.error.message);
      const message = decodeLlrpMessage(frame.value);
      if (!message.ok) throw new Error(message.error.message);
      const again = encodeLlrpMessage(message.value.name, message.value.messageId, message.value.fields, message.value.parameters.map(draftOf));
      expect(Buffer.from(again).toString('hex')).toBe(vector.bytes_hex);
    }
  });

  it('reads the power table and the error detail of real answers', () => {
    const capabilities = payloads.vectors.find(vector => vector.meaning['name'] === 'GET_READER_CAPABILITIES_RESPONSE')!;
    const message = decodeLlrpMessage({ version: 1, type: 11, messageId: 1, body: bytesOf(capabilities.bytes_hex!) });
    if (!message.ok) throw new Error(message.error.message);
    const regulatory = llrpChild(message.value, 'RegulatoryCapabilities')!;
    const powers = llrpChild(regulatory, 'UHFBandCapabilities')!.parameters.filter(one => one.name === 'TransmitPowerLevelTableEntry');
    expect(powers.length).toBe(81);
    expect(powers[80]!.fields).toEqual({ Index: 81, TransmitPowerValue: 3000 });
  });

  it('keeps the bytes of a parameter that 1.0.1 does not know', () => {
    const message = decodeLlrpMessage({ version: 1, type: 61, messageId: 1, body: bytesOf('03e80006abcd') });
    expect(message.ok && message.value.parameters[0]).toEqual({ type: 1000, name: 'Parameter1000', fields: { Data: 'ABCD' }, parameters: [] });
  });

  it.each([
    ['an unknown TV parameter', '00f00005ff', 'llrp-unknown-parameter'],
    ['a parameter that runs over its parent', '00f0000901', 'llrp-parameter-length'],
    ['a field cut short', '00f000068100', 'llrp-truncated'],
    ['a length below its own header', '00f00003', 'llrp-parameter-length'],
  ])('refuses %s', (_, hex, kind) => {
    const message = decodeLlrpMessage({ version: 1, type: 61, messageId: 1, body: bytesOf(hex) });
    expect(message.ok ? null : message.error.kind).toBe(kind);
  });

  it('never throws on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 1023 }), (body, type) => {
      decodeLlrpMessage({ version: 1, type, messageId: 1, body });
      readLlrpTagReport(body);
    }), { numRuns: 3000 });
  });
});

describe('LLRP framing', () => {
  it('finds 45 messages in one segment', () => {
    const segment = Buffer.concat(Array.from({ length: 45 }, () => report));
    expect(openLlrpFramer().feed(segment).frames).toHaveLength(45);
  });

  it('finds the same messages however the bytes are cut', () => {
    const stream = Buffer.concat(whole.vectors.map(vector => Buffer.from(vector.bytes_hex!, 'hex')));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (sizes) => {
      const framer = openLlrpFramer();
      const found: string[] = [];
      for (let at = 0, index = 0; at < stream.length; index++) {
        const size = sizes[index % sizes.length]!;
        for (const frame of framer.feed(stream.subarray(at, at + size)).frames) found.push(Buffer.from(llrpFrameBytes(frame)).toString('hex'));
        at += size;
      }
      expect(found).toEqual(whole.vectors.map(vector => vector.bytes_hex));
      expect(framer.pendingBytes()).toBe(0);
    }), { numRuns: 50 });
  });

  it('gives what came before a broken header, then nothing more', () => {
    const framer = openLlrpFramer(1000);
    const broken = framer.feed(Buffer.concat([report, bytesOf('043dffffffff00000001'), report]));
    expect(broken.frames).toHaveLength(1);
    expect(broken.error?.kind).toBe('llrp-length');
    expect(framer.feed(report)).toMatchObject({ frames: [], error: { kind: 'llrp-length' } });
    expect(framer.pendingBytes()).toBe(0);
  });

  it('refuses what does not begin as LLRP', () => {
    expect(openLlrpFramer().feed(new TextEncoder().encode('HTTP/1.1 400 Bad Request')).error?.kind).toBe('llrp-reserved-bits');
  });
});

describe('the short way through a report', () => {
  it('sees what the whole decoder sees', () => {
    for (const vector of [...whole.vectors, ...payloads.vectors].filter(one => one.meaning['type'] === 61)) {
      const body = bytesOf(vector.bytes_hex!).slice('version' in vector.meaning ? 10 : 0);
      const reads = readLlrpTagReport(body);
      const tags = vector.meaning['tags'] as readonly Record<string, unknown>[];
      expect(reads.ok && reads.value.map(read => [read.epc, read.antenna, read.rssiDbm]))
        .toEqual(tags.map(tag => [tag['EPC-96'], tag['AntennaID'], tag['PeakRSSI']]));
    }
  });

  it('reads EPCs of every length, and the TID beside them', () => {
    for (const byteCount of [2, 4, 8, 12, 16, 25, 62]) {
      const hex = 'AB'.repeat(byteCount);
      const message = encodeLlrpMessage('RO_ACCESS_REPORT', 1, {}, [{ name: 'TagReportData', parameters: [
        { name: 'EPCData', fields: { EPC: { bitCount: byteCount * 8, hex } } },
        { name: 'AntennaID', fields: { AntennaID: 3 } },
        { name: 'C1G2ReadOpSpecResult', fields: { OpSpecID: 1, ReadData: 'E28011052000' } },
      ] }]);
      expect(readLlrpTagReport(message.subarray(10))).toEqual({ ok: true, value: [{ epc: hex, antenna: 3, rssiDbm: null, seenCount: 1, tid: 'E28011052000' }] });
    }
  });
});

const draftOf = (parameter: LlrpParameter): LlrpParameterDraft =>
  ({ name: parameter.name, fields: parameter.fields, parameters: parameter.parameters.map(draftOf) });
