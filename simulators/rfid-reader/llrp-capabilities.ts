import { tlv, u16, u32, u8, utf8 } from './llrp-bytes.ts';
import { parameterType as p } from './llrp-numbers.ts';

export interface ReaderModel {
  readonly antennas: number;
  readonly gpiPorts: number;
  readonly gpoPorts: number;
  readonly firmware: string;
  /** Transmit power of index 1, 2, … in hundredths of dBm: power is an index into this table, never dBm. */
  readonly powerTableCentiDbm: readonly number[];
}

/** IANA's enterprise number for documentation (RFC 5612): this reader claims no maker. */
const manufacturerNumber = 32473;
const readerModelNumber = 1;

/** 10.00 to 31.50 dBm in steps of 0.25 dB, as desk readers offer. */
export const usualPowerTable: readonly number[] = Array.from({ length: 87 }, (_, step) => 1000 + 25 * step);

/** China 920–925 MHz: 16 channels of 250 kHz from 920.625 MHz (MIIT 2007 no. 205). */
const channelsKHz = Array.from({ length: 16 }, (_, channel) => 920_625 + 250 * channel);

/** The parameters of GET_READER_CAPABILITIES_RESPONSE for RequestedData 0 all, 1 general, 2 LLRP, 3 regulatory, 4 air protocol (§10.1). */
export function capabilityParameters(model: ReaderModel, requestedData: number): Buffer[] {
  const parts = [[1, general(model)], [2, llrp()], [3, regulatory(model)], [4, airProtocol()]] as const;
  return parts.filter(([kind]) => requestedData === 0 || requestedData === kind).map(([, parameter]) => parameter);
}

function general(model: ReaderModel): Buffer {
  const antennas = Array.from({ length: model.antennas }, (_, index) => index + 1);
  return tlv(
    p.generalDeviceCapabilities,
    u16(model.antennas),
    u16(0xc000), // can set antenna properties, has a UTC clock
    u32(manufacturerNumber),
    u32(readerModelNumber),
    utf8(model.firmware),
    tlv(p.receiveSensitivityTableEntry, u16(1), u16(0)),
    tlv(p.gpioCapabilities, u16(model.gpiPorts), u16(model.gpoPorts)),
    ...antennas.map((antenna) => tlv(p.perAntennaAirProtocol, u16(antenna), u16(1), u8(1))),
  );
}

/** Flags: supports event and report holding. One active ROSpec at a time, eight stored. */
const llrp = (): Buffer => tlv(p.llrpCapabilities, u8(0x08), u8(1), u16(0), u32(8), u32(8), u32(1), u32(0), u32(0));

function regulatory(model: ReaderModel): Buffer {
  return tlv(
    p.regulatoryCapabilities,
    u16(156), // ISO 3166: China
    u16(0), // communications standard unspecified
    tlv(
      p.uhfBandCapabilities,
      ...model.powerTableCentiDbm.map((centiDbm, index) => tlv(p.transmitPowerLevelTableEntry, u16(index + 1), u16(centiDbm & 0xffff))),
      tlv(p.frequencyInformation, u8(0x80), tlv(p.frequencyHopTable, u8(1), u8(0), u16(channelsKHz.length), ...channelsKHz.map(u32))),
      tlv(
        p.uhfC1g2RfModeTable,
        tlv(p.uhfC1g2RfModeTableEntry, u32(1), u8(0), u8(2), u8(0), u8(2), u32(250_000), u32(1500), u32(12_500), u32(25_000), u32(12_500)),
      ),
    ),
  );
}

const airProtocol = (): Buffer => tlv(p.c1g2LlrpCapabilities, u8(0), u16(0));
