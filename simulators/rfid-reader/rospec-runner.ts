import type { AntennaInventory, ReportRule, Rospec } from './rospec.ts';
import type { TagField } from './tag-field.ts';
import { tagReportData, type TagObservation } from './tag-report.ts';

type RospecState = 'disabled' | 'inactive' | 'active';

/** Observations waiting for a report that never comes are forgotten beyond this. */
const heldTagsLimit = 20_000;
/** TagReportData in one RO_ACCESS_REPORT. */
const tagsPerReport = 64;

interface RospecRunnerParts {
  readonly field: TagField;
  readonly antennas: number;
  readonly roundMs: number;
  readonly nowMs: () => number;
  readonly attenuationDb: (antenna: number, powerIndex: number | null) => number;
  readonly defaultReport: () => ReportRule;
  readonly sendReport: (tagReports: readonly Buffer[]) => void;
  readonly stateChanged: (rospec: Rospec, event: 'start' | 'end') => void;
}

/** One ROSpec's life: disabled → inactive → active and back, its AISpecs in turn, its reports by its own rule (LLRP 1.0.1 §6.2). */
export function openRospecRunner(rospec: Rospec, parts: RospecRunnerParts) {
  let state: RospecState = 'disabled';
  let inventoryTimer: NodeJS.Timeout | null = null;
  let startTimer: NodeJS.Timeout | null = null;
  let stopTimer: NodeJS.Timeout | null = null;
  let inventoryIndex = 0;
  let inventoryEndsAtMs: number | null = null;
  const observations = new Map<string, TagObservation>();
  const rule = (): ReportRule => rospec.report ?? parts.defaultReport();

  function start(): void {
    if (state !== 'inactive') return;
    state = 'active';
    parts.stateChanged(rospec, 'start');
    beginInventory(0);
    inventoryTimer = setInterval(round, parts.roundMs);
    if (rospec.stop.kind === 'duration') stopTimer = setTimeout(stop, rospec.stop.durationMs);
    if (rospec.stop.kind === 'gpi' && rospec.stop.timeoutMs > 0) stopTimer = setTimeout(stop, rospec.stop.timeoutMs);
    round();
  }

  function stop(): void {
    if (state !== 'active') return;
    state = 'inactive';
    if (inventoryTimer !== null) clearInterval(inventoryTimer);
    if (stopTimer !== null) clearTimeout(stopTimer);
    inventoryTimer = stopTimer = null;
    if (rule().trigger !== 0) report();
    parts.stateChanged(rospec, 'end');
  }

  function beginInventory(index: number): void {
    inventoryIndex = index;
    const { durationMs } = rospec.inventories[index]!;
    inventoryEndsAtMs = durationMs === null ? null : parts.nowMs() + durationMs;
  }

  function round(): void {
    if (inventoryEndsAtMs !== null && parts.nowMs() >= inventoryEndsAtMs) {
      if (rule().trigger === 1) report();
      // When the last AISpec has had its time, a ROSpec without a stop trigger of its own begins again.
      if (inventoryIndex + 1 < rospec.inventories.length || rospec.stop.kind === 'null') {
        beginInventory((inventoryIndex + 1) % rospec.inventories.length);
      } else return stop();
    }
    const inventory = rospec.inventories[inventoryIndex]!;
    hear(inventory);
    const { trigger, tagCount } = rule();
    if (trigger !== 0 && tagCount > 0 && observations.size >= tagCount) report();
  }

  function hear(inventory: AntennaInventory): void {
    const antennas = inventory.antennas.length > 0 ? inventory.antennas : Array.from({ length: parts.antennas }, (_, index) => index + 1);
    const powerIndexOf = (antenna: number): number | null =>
      inventory.powerIndexByAntenna.get(antenna) ?? inventory.powerIndexByAntenna.get(0) ?? null;
    const nowMicros = BigInt(Math.round(parts.nowMs() * 1000));
    const sightings = parts.field.hear({ antennas, attenuationDb: (antenna) => parts.attenuationDb(antenna, powerIndexOf(antenna)) });
    for (const sighting of sightings) {
      const before = observations.get(sighting.epcHex);
      if (before === undefined && observations.size >= heldTagsLimit) continue;
      observations.set(sighting.epcHex, {
        ...sighting,
        peakRssiDbm: Math.max(sighting.peakRssiDbm, before?.peakRssiDbm ?? -128),
        firstSeenMicros: before?.firstSeenMicros ?? nowMicros,
        lastSeenMicros: nowMicros,
        seenCount: (before?.seenCount ?? 0) + 1,
      });
    }
  }

  /** Hands over what was seen: N tags a message when the rule says N, else as many as fit. */
  function report(): void {
    const { tagCount } = rule();
    const inventoryParameterSpecId = rospec.inventories[inventoryIndex]!.inventoryParameterSpecId;
    const reports = [...observations.values()].map((tag) => tagReportData(tag, rule(), { rospecId: rospec.id, inventoryParameterSpecId }));
    observations.clear();
    const perMessage = tagCount > 0 ? Math.min(tagCount, tagsPerReport) : tagsPerReport;
    for (let at = 0; at < reports.length; at += perMessage) parts.sendReport(reports.slice(at, at + perMessage));
  }

  return {
    rospec,
    state: () => state,
    enable(): void {
      if (state !== 'disabled') return;
      state = 'inactive';
      if (rospec.start.kind === 'immediate') start();
      if (rospec.start.kind === 'periodic') {
        const { offsetMs, periodMs } = rospec.start;
        startTimer = setTimeout(() => {
          start();
          if (periodMs > 0) startTimer = setInterval(start, periodMs);
        }, offsetMs);
      }
    },
    disable(): void {
      stop();
      if (startTimer !== null) clearInterval(startTimer);
      startTimer = null;
      state = 'disabled';
    },
    start,
    stop,
    report,
    gpiChanged(port: number, isHigh: boolean): void {
      const matches = (gpi: { port: number; isHigh: boolean }): boolean => gpi.port === port && gpi.isHigh === isHigh;
      if (rospec.stop.kind === 'gpi' && matches(rospec.stop.gpi)) stop();
      if (rospec.start.kind === 'gpi' && matches(rospec.start.gpi)) start();
    },
  };
}

export type RospecRunner = ReturnType<typeof openRospecRunner>;
