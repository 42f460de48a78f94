import { nearestPower, type LlrpCapabilities } from './llrp-capabilities.ts';
import type { LlrpParameterDraft } from './llrp-codec.ts';
import { tidOpSpecId } from './llrp-tag-report.ts';

/** How a reader is to read. */
export interface LlrpInventoryPlan {
  /** Empty means every antenna. */
  readonly antennas: readonly number[];
  /** Null leaves the reader's own setting. */
  readonly powerDbm: number | null;
  /** Gen2 session: 0 tells the same tag again and again (a basket pad), 1 and 2 let it rest (a gate). */
  readonly session: 0 | 1 | 2 | 3;
  /** About how many tags are in the field at once. */
  readonly tagPopulation: number;
  /** Reads the chip's TID beside the EPC: a second air command for each tag. */
  readonly readTid: boolean;
}

export const inventorySpecId = 1;
export const tidAccessSpecId = 1;
/** AirProtocolID 1 is EPCglobal Class 1 Gen 2 (§7.1.3.3). */
const gen2 = 1;

/** ROSpec 1, disabled, started by START_ROSPEC, running until stopped; one report a tag (§10.2). */
export const inventorySpec = (plan: LlrpInventoryPlan, capabilities: LlrpCapabilities): LlrpParameterDraft => ({
  name: 'ROSpec',
  fields: { ROSpecID: inventorySpecId, Priority: 0, CurrentState: 0 },
  parameters: [
    { name: 'ROBoundarySpec', parameters: [{ name: 'ROSpecStartTrigger' }, { name: 'ROSpecStopTrigger' }] },
    {
      name: 'AISpec',
      fields: { AntennaIDs: plan.antennas.length === 0 ? [0] : plan.antennas },
      parameters: [
        { name: 'AISpecStopTrigger' },
        { name: 'InventoryParameterSpec', fields: { InventoryParameterSpecID: 1, ProtocolID: gen2 }, parameters: [antennaSetting(plan, capabilities)] },
      ],
    },
    {
      name: 'ROReportSpec',
      fields: { ROReportTrigger: 1, N: 1 },
      parameters: [{
        name: 'TagReportContentSelector',
        fields: { EnableAntennaID: 1, EnablePeakRSSI: 1, EnableTagSeenCount: 1, EnableFirstSeenTimestamp: 1 },
        parameters: [{ name: 'C1G2EPCMemorySelector' }],
      }],
    },
  ],
});

const antennaSetting = (plan: LlrpInventoryPlan, capabilities: LlrpCapabilities): LlrpParameterDraft => {
  const power = plan.powerDbm === null ? null : nearestPower(capabilities, plan.powerDbm);
  const transmitter = { HopTableID: capabilities.hopTableId, ChannelIndex: capabilities.channelIndex, TransmitPower: power?.index ?? 0 };
  return {
    name: 'AntennaConfiguration',
    fields: { AntennaID: 0 },
    parameters: [
      ...(power ? [{ name: 'RFTransmitter', fields: transmitter }] : []),
      {
        name: 'C1G2InventoryCommand',
        parameters: [{ name: 'C1G2SingulationControl', fields: { Session: plan.session, TagPopulation: plan.tagPopulation } }],
      },
    ],
  };
};

/** Reads six words of memory bank 2 (TID) of every tag that ROSpec 1 sees (§11.2). */
export const tidAccessSpec = (): LlrpParameterDraft => ({
  name: 'AccessSpec',
  fields: { AccessSpecID: tidAccessSpecId, AntennaID: 0, ProtocolID: gen2, CurrentState: 0, ROSpecID: inventorySpecId },
  parameters: [
    { name: 'AccessSpecStopTrigger' },
    {
      name: 'AccessCommand',
      parameters: [
        // A mask of no bits matches every tag.
        { name: 'C1G2TagSpec', parameters: [{ name: 'C1G2TargetTag', fields: { MB: 1, Match: 1 } }] },
        { name: 'C1G2Read', fields: { OpSpecID: tidOpSpecId, MB: 2, WordPointer: 0, WordCount: 6 } },
      ],
    },
    { name: 'AccessReportSpec', fields: { AccessReportTrigger: 0 } },
  ],
});

/** Event types of EventNotificationState (§12.1.5.1). */
const eventTypes = { gpi: 1, bufferWarning: 3, readerException: 4, antenna: 8 } as const;

/** What SET_READER_CONFIG turns on: inputs, warnings, and a sign of life every `keepaliveMs`. */
export const readerSettings = (keepaliveMs: number, inputCount: number): readonly LlrpParameterDraft[] => [
  {
    name: 'ReaderEventNotificationSpec',
    parameters: Object.values(eventTypes).map(type => ({ name: 'EventNotificationState', fields: { EventType: type, NotificationState: 1 } })),
  },
  { name: 'KeepaliveSpec', fields: { KeepaliveTriggerType: 1, PeriodicTriggerValue: keepaliveMs } },
  ...Array.from({ length: inputCount }, (_, index) =>
    ({ name: 'GPIPortCurrentState', fields: { GPIPortNum: index + 1, Config: 1, State: 2 } })),
  { name: 'EventsAndReports', fields: { HoldEventsAndReportsUponReconnect: 0 } },
];
