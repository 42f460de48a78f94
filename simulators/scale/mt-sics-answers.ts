import type { CellReading } from './weighing-cell.ts';

/** Lines of the Mettler-Toledo Standard Interface Command Set (MT-SICS reference manual 11780711, levels 0 and 1), without CR LF. */
export interface MtSicsIdentity {
  readonly model: string;
  readonly softwareVersion: string;
  readonly serialNumber: string;
  readonly unit: 'kg' | 'g';
}

const commands: readonly (readonly [level: 0 | 1, command: string])[] = [
  [0, '@'], [0, 'I0'], [0, 'I1'], [0, 'I2'], [0, 'I3'], [0, 'I4'], [0, 'S'], [0, 'SI'], [0, 'SIR'], [0, 'Z'], [0, 'ZI'],
  [1, 'T'], [1, 'TA'], [1, 'TAC'], [1, 'TI'],
];

/** Ten characters right aligned, a space and the unit (manual §2.2.1). */
export function weightField(grams: number, unit: 'kg' | 'g'): string {
  const text = unit === 'kg' ? (grams / 1000).toFixed(3) : String(grams);
  return `${text.padStart(10)} ${unit}`;
}

/** `S S`, `S D`, `S +`, `S -`: what S and SI answer for a reading. */
export function weightLine(reading: CellReading, unit: 'kg' | 'g'): string {
  if (reading.isOverload) return 'S +';
  if (reading.isUnderload) return 'S -';
  return `S ${reading.isStable ? 'S' : 'D'} ${weightField(reading.netGrams, unit)}`;
}

/** I0: `B` while more lines follow, `A` ends the list. */
export const commandListLines = (): string[] => [...commands.map(([level, command]) => `I0 B ${level} "${command}"`), 'I0 A'];

/** I1: level and the versions of levels 0 to 3 (`01` = levels 0 and 1). */
export const levelLine = (): string => 'I1 A "01" "2.30" "2.22" "" ""';

export const identityLine = (identity: MtSicsIdentity, capacityGrams: number): string =>
  `I2 A "${identity.model} ${(capacityGrams / 1000).toFixed(2)} kg"`;
export const softwareLine = (identity: MtSicsIdentity): string => `I3 A "${identity.softwareVersion}"`;
export const serialNumberLine = (identity: MtSicsIdentity): string => `I4 A "${identity.serialNumber}"`;
