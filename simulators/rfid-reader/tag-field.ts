import type { SeededRandom } from '../seeded-random.ts';

interface TagInField {
  /** Upper-case hexadecimal, any whole number of bytes from 2 to 62. */
  readonly epcHex: string;
  readonly antenna: number;
  /** At full transmit power; a reader that sends 3 dB less hears 3 dB less. */
  readonly rssiDbm: number;
}

export interface TagSighting {
  readonly epcHex: string;
  readonly antenna: number;
  readonly peakRssiDbm: number;
  readonly channelIndex: number;
}

/** No tag answers below this. */
const sensitivityDbm = -80;

/** Which tags lie before which antenna, and what one inventory round hears of them. */
export function openTagField(random: SeededRandom) {
  const tags = new Map<string, TagInField>();
  return {
    tags: (): TagInField[] => [...tags.values()],
    enter(entering: { epcs: readonly string[]; antenna: number; rssiDbm: number }): void {
      for (const epc of entering.epcs) {
        const epcHex = epc.toUpperCase();
        if (!/^(?:[0-9A-F]{2}){2,62}$/.test(epcHex)) throw new RangeError(`An EPC is 2 to 62 bytes of hexadecimal, not "${epc}".`);
        tags.set(epcHex, { epcHex, antenna: entering.antenna, rssiDbm: entering.rssiDbm });
      }
    },
    /** `epcs: null` empties the field. */
    leave(epcs: readonly string[] | null): void {
      if (epcs === null) tags.clear();
      else epcs.forEach((epc) => tags.delete(epc.toUpperCase()));
    },
    /** One round over the given antennas; each tag's strength trembles by a decibel. */
    hear(round: { antennas: readonly number[]; attenuationDb: (antenna: number) => number }): TagSighting[] {
      const sightings: TagSighting[] = [];
      for (const tag of tags.values()) {
        if (!round.antennas.includes(tag.antenna)) continue;
        const peakRssiDbm = Math.round(tag.rssiDbm - round.attenuationDb(tag.antenna)) + random.integer(-1, 1);
        if (peakRssiDbm < sensitivityDbm) continue;
        sightings.push({ epcHex: tag.epcHex, antenna: tag.antenna, peakRssiDbm, channelIndex: random.integer(1, 16) });
      }
      return sightings;
    },
  };
}

export type TagField = ReturnType<typeof openTagField>;
