import { fail, ok, type Result } from 'retail-model/result.ts';
import { parametersIn, type LlrpParameter } from './llrp-bytes.ts';
import { parameterType as p, statusCode, type LlrpRefusal } from './llrp-numbers.ts';

interface GpiTrigger {
  readonly port: number;
  readonly isHigh: boolean;
}
export type StartTrigger =
  | { readonly kind: 'null' }
  | { readonly kind: 'immediate' }
  | { readonly kind: 'periodic'; readonly offsetMs: number; readonly periodMs: number }
  | { readonly kind: 'gpi'; readonly gpi: GpiTrigger };
export type StopTrigger =
  | { readonly kind: 'null' }
  | { readonly kind: 'duration'; readonly durationMs: number }
  | { readonly kind: 'gpi'; readonly gpi: GpiTrigger; readonly timeoutMs: number };

export interface AntennaInventory {
  /** Empty means all antennas. */
  readonly antennas: readonly number[];
  readonly inventoryParameterSpecId: number;
  /** Null until the ROSpec stops. */
  readonly durationMs: number | null;
  /** Transmit power index by antenna; antenna 0 stands for all. */
  readonly powerIndexByAntenna: ReadonlyMap<number, number>;
}

export interface ReportRule {
  /** 0 none, 1 at N tags or the end of the AISpec, 2 at N tags or the end of the ROSpec. */
  readonly trigger: number;
  readonly tagCount: number;
  /** TagReportContentSelector, most significant bit first: ROSpecID, SpecIndex, InventoryParameterSpecID, AntennaID, … (§13.2.1.1). */
  readonly contentFlags: number;
  readonly hasPc: boolean;
  readonly hasCrc: boolean;
}

export interface Rospec {
  readonly id: number;
  readonly priority: number;
  readonly start: StartTrigger;
  readonly stop: StopTrigger;
  readonly inventories: readonly AntennaInventory[];
  /** Null: the reader's default applies. */
  readonly report: ReportRule | null;
  /** As it was added, header included, for GET_ROSPECS. */
  readonly whole: Buffer;
}

const refusal = (code: number, description: string, fieldNumber: number | null = null) => fail<LlrpRefusal>({ code, description, fieldNumber });

/** Reads the ROSpec parameter of ADD_ROSPEC (§11.2.1), refusing what a reader with `powerSteps` power levels and `antennas` must refuse. */
export function readRospec(body: Buffer, limits: { antennas: number; powerSteps: number }): Result<Rospec, LlrpRefusal> {
  const spec = parametersIn(body)?.find((parameter) => parameter.type === p.rospec);
  if (spec === undefined || spec.body.length < 6) return refusal(statusCode.missingParameter, 'ROSpec is missing');
  const id = spec.body.readUInt32BE(0);
  if (id === 0) return refusal(statusCode.fieldError, 'ROSpecID 0 is reserved', 0);
  if (spec.body[5] !== 0) return refusal(statusCode.fieldError, 'A ROSpec is added disabled', 2);
  const parts = parametersIn(spec.body.subarray(6));
  const boundary = parts?.find((part) => part.type === p.roBoundarySpec);
  if (parts === null || boundary === undefined) return refusal(statusCode.missingParameter, 'ROBoundarySpec is missing');
  const triggers = readBoundary(boundary);
  if (triggers === null) return refusal(statusCode.parameterError, 'ROBoundarySpec is malformed');
  const inventories: AntennaInventory[] = [];
  for (const part of parts.filter(({ type }) => type === p.aiSpec)) {
    const inventory = readInventory(part, limits);
    if (!inventory.ok) return inventory;
    inventories.push(inventory.value);
  }
  if (inventories.length === 0) return refusal(statusCode.missingParameter, 'AISpec is missing');
  const report = parts.find(({ type }) => type === p.roReportSpec);
  return ok({ id, priority: spec.body[4]!, ...triggers, inventories, report: report === undefined ? null : readReportRule(report), whole: Buffer.from(spec.whole) });
}

/** ROReportSpec, also found in SET_READER_CONFIG. */
export function readReportRule(parameter: LlrpParameter): ReportRule {
  const selector = parametersIn(parameter.body.subarray(3))?.find(({ type }) => type === p.tagReportContentSelector);
  const memory = selector && parametersIn(selector.body.subarray(2))?.find(({ type }) => type === p.c1g2EpcMemorySelector);
  return {
    trigger: parameter.body[0] ?? 0,
    tagCount: parameter.body.length >= 3 ? parameter.body.readUInt16BE(1) : 0,
    contentFlags: selector && selector.body.length >= 2 ? selector.body.readUInt16BE(0) : 0,
    hasCrc: ((memory?.body[0] ?? 0) & 0x80) !== 0,
    hasPc: ((memory?.body[0] ?? 0) & 0x40) !== 0,
  };
}

function readBoundary(boundary: LlrpParameter): { start: StartTrigger; stop: StopTrigger } | null {
  const parts = parametersIn(boundary.body);
  const start = parts?.find(({ type }) => type === p.rospecStartTrigger);
  const stop = parts?.find(({ type }) => type === p.rospecStopTrigger);
  if (start === undefined || stop === undefined || start.body.length < 1 || stop.body.length < 5) return null;
  const startValue = parametersIn(start.body.subarray(1))?.[0];
  const stopValue = parametersIn(stop.body.subarray(5))?.[0];
  const startTrigger = readStart(start.body[0]!, startValue);
  const stopTrigger = readStop(stop.body[0]!, stop.body.readUInt32BE(1), stopValue);
  return startTrigger === null || stopTrigger === null ? null : { start: startTrigger, stop: stopTrigger };
}

function readStart(kind: number, value: LlrpParameter | undefined): StartTrigger | null {
  if (kind === 0) return { kind: 'null' };
  if (kind === 1) return { kind: 'immediate' };
  if (kind === 2 && value?.type === p.periodicTriggerValue && value.body.length >= 8)
    return { kind: 'periodic', offsetMs: value.body.readUInt32BE(0), periodMs: value.body.readUInt32BE(4) };
  if (kind === 3 && value?.type === p.gpiTriggerValue && value.body.length >= 7) return { kind: 'gpi', gpi: gpiOf(value) };
  return null;
}

function readStop(kind: number, durationMs: number, value: LlrpParameter | undefined): StopTrigger | null {
  if (kind === 0) return { kind: 'null' };
  if (kind === 1) return { kind: 'duration', durationMs };
  if (kind === 2 && value?.type === p.gpiTriggerValue && value.body.length >= 7)
    return { kind: 'gpi', gpi: gpiOf(value), timeoutMs: value.body.readUInt32BE(3) };
  return null;
}

const gpiOf = (value: LlrpParameter): GpiTrigger => ({ port: value.body.readUInt16BE(0), isHigh: (value.body[2]! & 0x80) !== 0 });

function readInventory(part: LlrpParameter, limits: { antennas: number; powerSteps: number }): Result<AntennaInventory, LlrpRefusal> {
  const count = part.body.length >= 2 ? part.body.readUInt16BE(0) : 0;
  if (count === 0 || part.body.length < 2 + 2 * count) return refusal(statusCode.fieldError, 'AISpec names no antenna', 0);
  const antennas = Array.from({ length: count }, (_, index) => part.body.readUInt16BE(2 + 2 * index));
  if (antennas.some((antenna) => antenna > limits.antennas)) return refusal(statusCode.fieldError, 'AISpec names an antenna that is not there', 0);
  const parts = parametersIn(part.body.subarray(2 + 2 * count));
  const stop = parts?.find(({ type }) => type === p.aiSpecStopTrigger);
  const inventory = parts?.find(({ type }) => type === p.inventoryParameterSpec);
  if (stop === undefined || stop.body.length < 5 || inventory === undefined || inventory.body.length < 3)
    return refusal(statusCode.missingParameter, 'AISpec needs a stop trigger and an InventoryParameterSpec');
  const powerIndexByAntenna = new Map<number, number>();
  for (const { type, body } of parametersIn(inventory.body.subarray(3)) ?? []) {
    const power = type === p.antennaConfiguration ? powerOf(body) : null;
    if (power === null) continue;
    if (power.index < 1 || power.index > limits.powerSteps) return refusal(statusCode.fieldError, `TransmitPower index ${power.index} is not in the table`, 2);
    powerIndexByAntenna.set(power.antenna, power.index);
  }
  return ok({
    antennas: antennas.includes(0) ? [] : antennas,
    inventoryParameterSpecId: inventory.body.readUInt16BE(0),
    durationMs: stop.body[0] === 1 ? stop.body.readUInt32BE(1) : null,
    powerIndexByAntenna,
  });
}

/** Antenna and power index of an AntennaConfiguration body, null when it sets no transmitter. */
export function powerOf(body: Buffer): { antenna: number; index: number } | null {
  if (body.length < 2) return null;
  const transmitter = parametersIn(body.subarray(2))?.find(({ type }) => type === p.rfTransmitter);
  return transmitter && transmitter.body.length >= 6 ? { antenna: body.readUInt16BE(0), index: transmitter.body.readUInt16BE(4) } : null;
}
