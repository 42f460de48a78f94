import { fail, ok, type Result } from 'retail-model/result.ts';
import { parametersIn, tlv, u16, u32, u8 } from './llrp-bytes.ts';
import type { ReaderModel } from './llrp-capabilities.ts';
import { parameterType as p, statusCode, type LlrpRefusal } from './llrp-numbers.ts';
import { powerOf, readReportRule, type ReportRule } from './rospec.ts';

/** Event types of ReaderEventNotificationSpec that this reader can tell (LLRP 1.0.1 §13.1.6.4.1). */
export const eventType = { gpi: 1, rospec: 2, antenna: 8 } as const;

/** ROSpecID, AntennaID, PeakRSSI, FirstSeen, LastSeen and TagSeenCount; one report at the end of each AISpec. */
const factoryReport: ReportRule = { trigger: 2, tagCount: 0, contentFlags: 0x9780, hasPc: false, hasCrc: false };

/** What SET_READER_CONFIG sets and GET_READER_CONFIG tells (LLRP 1.0.1 §12). */
export function openReaderConfiguration(model: ReaderModel, readerId: Buffer) {
  let report = factoryReport;
  let keepaliveMs = 0;
  let enabledEvents = new Set<number>();
  let isHoldingReports = false;
  const powerIndexByAntenna = new Map<number, number>();
  const gpi = new Map(Array.from({ length: model.gpiPorts }, (_, index) => [index + 1, false]));
  const gpo = new Map(Array.from({ length: model.gpoPorts }, (_, index) => [index + 1, false]));
  const highestIndex = model.powerTableCentiDbm.length;
  const indexOf = (antenna: number): number => powerIndexByAntenna.get(antenna) ?? highestIndex;

  function reset(): void {
    report = factoryReport;
    keepaliveMs = 0;
    enabledEvents = new Set();
    isHoldingReports = false;
    powerIndexByAntenna.clear();
  }

  function applyParameter(type: number, body: Buffer, whole: Buffer): Result<null, LlrpRefusal> {
    const malformed = fail<LlrpRefusal>({ code: statusCode.parameterError, description: `Parameter ${type} is malformed`, fieldNumber: null });
    switch (type) {
      case p.keepaliveSpec:
        if (body.length < 5) return malformed;
        keepaliveMs = body[0] === 1 ? body.readUInt32BE(1) : 0;
        return ok(null);
      case p.roReportSpec:
        report = readReportRule({ type, body, whole });
        return ok(null);
      case p.readerEventNotificationSpec:
        for (const state of parametersIn(body) ?? []) {
          if (state.type !== p.eventNotificationState || state.body.length < 3) return malformed;
          if ((state.body[2]! & 0x80) !== 0) enabledEvents.add(state.body.readUInt16BE(0));
          else enabledEvents.delete(state.body.readUInt16BE(0));
        }
        return ok(null);
      case p.antennaConfiguration: {
        const power = powerOf(body);
        if (power === null) return ok(null);
        if (power.index < 1 || power.index > highestIndex)
          return fail({ code: statusCode.fieldError, description: `TransmitPower index ${power.index} is not in the table`, fieldNumber: 2 });
        const antennas = power.antenna === 0 ? Array.from({ length: model.antennas }, (_, index) => index + 1) : [power.antenna];
        antennas.forEach((antenna) => powerIndexByAntenna.set(antenna, power.index));
        return ok(null);
      }
      case p.gpoWriteData: {
        const port = body.length >= 3 ? body.readUInt16BE(0) : 0;
        if (!gpo.has(port)) return fail({ code: statusCode.fieldError, description: `There is no output ${port}`, fieldNumber: 0 });
        gpo.set(port, (body[2]! & 0x80) !== 0);
        return ok(null);
      }
      case p.eventsAndReports:
        isHoldingReports = ((body[0] ?? 0) & 0x80) !== 0;
        return ok(null);
      default:
        return ok(null);
    }
  }

  return {
    report: () => report,
    keepaliveMs: () => keepaliveMs,
    isEventEnabled: (event: number) => enabledEvents.has(event),
    isHoldingReports: () => isHoldingReports,
    gpi,
    gpo,
    /** How far below the strongest setting an antenna sends, in dB. */
    attenuationDb(antenna: number, powerIndex: number | null): number {
      const centiDbm = model.powerTableCentiDbm[(powerIndex ?? indexOf(antenna)) - 1]!;
      return (model.powerTableCentiDbm[highestIndex - 1]! - centiDbm) / 100;
    },
    /** The body of SET_READER_CONFIG; stops at the first parameter it must refuse. */
    set(body: Buffer): Result<null, LlrpRefusal> {
      const parameters = parametersIn(body.subarray(1));
      if (body.length < 1 || parameters === null) return fail({ code: statusCode.parameterError, description: 'SET_READER_CONFIG is malformed', fieldNumber: null });
      if ((body[0]! & 0x80) !== 0) reset();
      for (const { type, body: value, whole } of parameters) {
        const applied = applyParameter(type, value, whole);
        if (!applied.ok) return applied;
      }
      return ok(null);
    },
    /** Parameters for RequestedData 0 all, 1 identification … 11 events and reports (§12.1.1). */
    parameters(requestedData: number): Buffer[] {
      const antennas = Array.from({ length: model.antennas }, (_, index) => index + 1);
      const groups: Buffer[][] = [
        [tlv(p.identification, u8(0), u16(readerId.length), readerId)],
        antennas.map((antenna) => tlv(p.antennaProperties, u8(0x80), u16(antenna), u16(600))),
        antennas.map((antenna) => tlv(p.antennaConfiguration, u16(antenna), tlv(p.rfTransmitter, u16(1), u16(0), u16(indexOf(antenna))))),
        [tlv(p.roReportSpec, u8(report.trigger), u16(report.tagCount), tlv(p.tagReportContentSelector, u16(report.contentFlags)))],
        [tlv(p.readerEventNotificationSpec,
          ...Array.from({ length: 9 }, (_, event) => tlv(p.eventNotificationState, u16(event), u8(enabledEvents.has(event) ? 0x80 : 0))))],
        [tlv(p.accessReportSpec, u8(0))],
        [tlv(p.llrpConfigurationState, u32(1))],
        [tlv(p.keepaliveSpec, u8(keepaliveMs > 0 ? 1 : 0), u32(keepaliveMs))],
        [...gpi].map(([port, isHigh]) => tlv(p.gpiPortCurrentState, u16(port), u8(0x80), u8(isHigh ? 1 : 0))),
        [...gpo].map(([port, isOn]) => tlv(p.gpoWriteData, u16(port), u8(isOn ? 0x80 : 0))),
        [tlv(p.eventsAndReports, u8(isHoldingReports ? 0x80 : 0))],
      ];
      return requestedData === 0 ? groups.flat() : (groups[requestedData - 1] ?? []);
    },
    clientIsReady(): void {
      isHoldingReports = false;
    },
  };
}
