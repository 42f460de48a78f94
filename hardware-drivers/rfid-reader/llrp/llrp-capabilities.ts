import { llrpChild, type LlrpMessage, type LlrpParameter } from './llrp-codec.ts';

/** What a reader says of itself (GET_READER_CAPABILITIES_RESPONSE, LLRP 1.0.1 §9.2). */
export interface LlrpCapabilities {
  readonly antennaCount: number;
  readonly inputCount: number;
  readonly outputCount: number;
  /** IANA private enterprise number: 25882 Impinj, 161 Motorola/Zebra. */
  readonly manufacturer: number;
  readonly model: number;
  readonly firmware: string;
  /** Index to write into a transmitter setting, and the power it stands for. Ascending. */
  readonly powers: readonly { readonly index: number; readonly powerDbm: number }[];
  /** What an RFTransmitter must name beside the power. */
  readonly hopTableId: number;
  readonly channelIndex: number;
}

export const llrpCapabilitiesOf = (message: LlrpMessage): LlrpCapabilities => {
  const general = llrpChild(message, 'GeneralDeviceCapabilities');
  const ports = general && llrpChild(general, 'GPIOCapabilities');
  const regulatory = llrpChild(message, 'RegulatoryCapabilities');
  const band = regulatory && llrpChild(regulatory, 'UHFBandCapabilities');
  const frequencies = band && llrpChild(band, 'FrequencyInformation');
  const hopTable = frequencies && llrpChild(frequencies, 'FrequencyHopTable');
  const powers = (band?.parameters ?? [])
    .filter(parameter => parameter.name === 'TransmitPowerLevelTableEntry')
    .map(entry => ({ index: numberOf(entry, 'Index'), powerDbm: numberOf(entry, 'TransmitPowerValue') / 100 }))
    .sort((a, b) => a.powerDbm - b.powerDbm);
  return {
    antennaCount: numberOf(general, 'MaxNumberOfAntennaSupported'),
    inputCount: numberOf(ports, 'NumGPIs'),
    outputCount: numberOf(ports, 'NumGPOs'),
    manufacturer: numberOf(general, 'DeviceManufacturerName'),
    model: numberOf(general, 'ModelName'),
    firmware: String(general?.fields['ReaderFirmwareVersion'] ?? ''),
    powers,
    hopTableId: numberOf(hopTable, 'HopTableID'),
    // Channels count from 1; a hopping reader ignores the channel (§14.2.1.10), and 0 says so.
    channelIndex: hopTable ? 0 : 1,
  };
};

/** The entry of the reader's table nearest to the wish; of two equally near ones the weaker, so the law's limit is never passed by rounding. */
export const nearestPower = (capabilities: LlrpCapabilities, powerDbm: number): { readonly index: number; readonly powerDbm: number } | null => {
  let best: { readonly index: number; readonly powerDbm: number } | null = null;
  for (const entry of capabilities.powers) {
    if (best === null || Math.abs(entry.powerDbm - powerDbm) < Math.abs(best.powerDbm - powerDbm)) best = entry;
  }
  return best;
};

const numberOf = (parameter: LlrpParameter | undefined, field: string): number => Number(parameter?.fields[field] ?? 0);
