import { describe, expect, it } from 'vitest';
import { adviceFor, byNeed, deviceConditionOf, needsPerson, type Device } from './device-advice.ts';

const printer: Device = {
  deviceId: 'lane1-printer', role: 'lane1/printer', names: { zh: '小票打印机', en: 'Receipt printer' }, category: 'POSPrinter', protocol: 'escpos', address: 'serial:/dev/ttyS0', state: 'idle', power: 'online', trouble: null,
  lastAnswerAtMs: 1, framesAccepted: 1, framesRefused: 0, connections: 1, lastTest: null,
};
const trouble = (code: string, extended: string | null) => ({ code, extended, detail: 'said so' });

describe('what to do about a device', () => {
  it('is nothing while it works', () => {
    expect(adviceFor(printer)).toBeNull();
    expect(needsPerson(printer)).toBe(false);
  });
  it('is the most specific advice there is', () => {
    expect(adviceFor({ ...printer, state: 'error', trouble: trouble('E_EXTENDED', 'EPTR_REC_EMPTY') })?.en).toContain('paper roll');
    expect(adviceFor({ ...printer, power: 'offline', trouble: trouble('E_OFFLINE', null) })?.en).toContain('cable at both ends');
    expect(adviceFor({ ...printer, address: 'tcp:10.0.0.9:5084', power: 'offline', trouble: trouble('E_OFFLINE', null) })?.en).toContain('network cable');
    expect(adviceFor({ ...printer, state: 'error', trouble: trouble('E_FAILURE', 'toString') })?.en).toContain('Press Test');
  });
  it('is asked first where it is worst', () => {
    const off = { ...printer, deviceId: 'a', power: 'offline' as const };
    const bad = { ...printer, deviceId: 'b', trouble: trouble('E_TIMEOUT', null) };
    expect([printer, off, bad].toSorted(byNeed).map(({ deviceId }) => deviceId)).toEqual(['b', 'a', 'lane1-printer']);
    expect(deviceConditionOf({ ...printer, power: 'unknown', lastAnswerAtMs: null })).toBe('starting');
  });
});
