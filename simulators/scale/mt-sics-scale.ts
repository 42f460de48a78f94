import { openStateListeners } from '../state-listeners.ts';
import { openFaultyLine } from '../wires/faulty-line.ts';
import { openPtyWire } from '../wires/pty-wire.ts';
import {
  commandListLines, identityLine, levelLine, serialNumberLine, softwareLine, weightField, weightLine, type MtSicsIdentity,
} from './mt-sics-answers.ts';
import { scaleFront, type SimulatedScale } from './scale-front.ts';
import { openWeighingCell, type WeighingCellOptions } from './weighing-cell.ts';

const longestCommand = 64;
const waitingCommandsLimit = 32;
const pollMs = 10;

/**
 * A Mettler-Toledo scale speaking MT-SICS levels 0 and 1 on a serial port, 9600 8N1, lines ended by CR LF.
 * `stabilityTimeoutMs` is how long S, T and Z wait for a still pan before they answer `I`;
 * `repeatMs` is the pace of SIR.
 */
export async function simulateMtSicsScale(
  options: { path: string; identity: MtSicsIdentity; stabilityTimeoutMs: number; repeatMs: number } & WeighingCellOptions,
): Promise<SimulatedScale> {
  const { identity } = options;
  const cell = openWeighingCell(options);
  const listeners = openStateListeners();
  const waiting: string[] = [];
  let pending = '';
  let isBusy = false;
  let generation = 0;
  let repeatTimer: NodeJS.Timeout | null = null;

  const wire = await openPtyWire({ path: options.path, characterBits: 8, onBytes: (bytes) => receive(bytes) });
  const line = openFaultyLine({ send: (bytes) => wire.send(bytes), random: options.random });
  const answer = (text: string): void => line.sendFrame(Buffer.from(`${text}\r\n`, 'latin1'));

  function receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte > 0x7e) {
        pending = '';
        answer('ET');
      } else if (byte === 0x0a) {
        // A tty with ONLCR turns the host's CR LF into CR CR LF.
        const command = pending.replace(/\r+$/, '');
        pending = '';
        accept(command);
      } else if (pending.length >= longestCommand) {
        pending = '';
        answer('ES');
      } else pending += String.fromCharCode(byte);
    }
  }

  function accept(command: string): void {
    if (command === '@') {
      waiting.length = 0;
      generation += 1;
      isBusy = false;
      stopRepeating();
      cell.setTare(0);
      answer(serialNumberLine(identity));
    } else if (waiting.length < waitingCommandsLimit) {
      waiting.push(command);
      if (!isBusy) void work();
    } else answer('EL');
  }

  /** One command at a time, as the manual says; `@` alone jumps the queue and abandons what is waiting. */
  async function work(): Promise<void> {
    const mine = generation;
    isBusy = true;
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const lines = await execute(command);
      if (mine !== generation) return;
      lines.forEach(answer);
      listeners.changed();
    }
    isBusy = false;
  }

  async function execute(command: string): Promise<string[]> {
    const [name, ...words] = command.split(' ');
    if (name?.startsWith('S')) stopRepeating();
    switch (words.length === 0 ? name : `${name} …`) {
      case 'S': return [(await isStill()) ? weightLine(cell.read(), identity.unit) : 'S I'];
      case 'SI': return [weightLine(cell.read(), identity.unit)];
      case 'SIR':
        repeatTimer = setInterval(() => answer(weightLine(cell.read(), identity.unit)), options.repeatMs);
        return [weightLine(cell.read(), identity.unit)];
      case 'T': return [(await isStill()) ? tare('T') : 'T I'];
      case 'TI': return [tare('TI')];
      case 'TA': return [`TA A ${weightField(cell.tareGrams(), identity.unit)}`];
      case 'TA …': return [presetTare(words)];
      case 'TAC':
        cell.setTare(0);
        return ['TAC A'];
      case 'Z': return [(await isStill()) ? zero('Z', 'A') : 'Z I'];
      case 'ZI': return [zero('ZI', cell.read().isStable ? 'S' : 'D')];
      case 'I0': return commandListLines();
      case 'I1': return [levelLine()];
      case 'I2': return [identityLine(identity, options.capacityGrams)];
      case 'I3': return [softwareLine(identity)];
      case 'I4': return [serialNumberLine(identity)];
      default: return ['ES'];
    }
  }

  async function isStill(): Promise<boolean> {
    const mine = generation;
    const untilMs = options.nowMs() + options.stabilityTimeoutMs;
    while (!cell.read().isStable) {
      if (options.nowMs() >= untilMs || mine !== generation) return false;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return true;
  }

  function tare(name: 'T' | 'TI'): string {
    const reading = cell.read();
    if (reading.isOverload) return `${name} +`;
    if (reading.grossGrams < 0) return `${name} -`;
    cell.setTare(reading.grossGrams);
    return `${name} ${reading.isStable ? 'S' : 'D'} ${weightField(cell.tareGrams(), identity.unit)}`;
  }

  function presetTare([value, unit]: string[]): string {
    if (value === undefined || !/^\d+(\.\d+)?$/.test(value) || (unit !== 'g' && unit !== 'kg')) return 'ES';
    const grams = Math.round(Number(value) * (unit === 'kg' ? 1000 : 1));
    if (grams > options.capacityGrams) return 'TA +';
    cell.setTare(grams);
    return `TA A ${weightField(cell.tareGrams(), identity.unit)}`;
  }

  function zero(name: 'Z' | 'ZI', done: string): string {
    const outcome = cell.zero();
    return outcome === 'done' ? `${name} ${done}` : `${name} ${outcome === 'above-zero-range' ? '+' : '-'}`;
  }

  function stopRepeating(): void {
    if (repeatTimer !== null) clearInterval(repeatTimer);
    repeatTimer = null;
  }

  const front = scaleFront({ cell, wire, line, listeners, capacityGrams: options.capacityGrams, settleMs: options.settleMs });
  return {
    ...front,
    async setCable(isPlugged: boolean): Promise<void> {
      if (!isPlugged) stopRepeating();
      await front.setCable(isPlugged);
    },
    async close(): Promise<void> {
      generation += 1;
      stopRepeating();
      await front.close();
    },
  };
}
