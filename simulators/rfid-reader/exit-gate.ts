import type { SeededRandom } from '../seeded-random.ts';
import { usualPowerTable } from './llrp-capabilities.ts';
import { simulateLlrpReader } from './llrp-reader.ts';

/** Input 1 is the photo-eye; output 1 the lamp, output 2 the buzzer. */
const gateLines = { photoEye: 1, lamp: 1, buzzer: 2 } as const;

/** An exit gate: a two-antenna LLRP reader with a photo-eye on its input and lamp and buzzer on its outputs. */
export async function simulateExitGate(options: { port: number; readerId: string; nowMs: () => number; random: SeededRandom }) {
  const reader = await simulateLlrpReader({
    ...options,
    roundMs: 50,
    model: { antennas: 2, gpiPorts: 2, gpoPorts: 2, firmware: 'gate 1.0', powerTableCentiDbm: usualPowerTable },
  });
  return {
    ...reader,
    state: () => ({ ...reader.state(), isLampOn: reader.isGpoOn(gateLines.lamp), isBuzzerOn: reader.isGpoOn(gateLines.buzzer) }),
    /** A person walks out in `walkMs`: the photo-eye is broken and what they carry is read at one pillar, then the other. */
    async cross(person: { epcs: readonly string[]; walkMs: number }): Promise<void> {
      const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, person.walkMs / 2));
      reader.setGpi(gateLines.photoEye, true);
      reader.enter({ epcs: person.epcs, antenna: 1, rssiDbm: -52 });
      await pause();
      reader.enter({ epcs: person.epcs, antenna: 2, rssiDbm: -55 });
      await pause();
      reader.leave(person.epcs);
      reader.setGpi(gateLines.photoEye, false);
    },
  };
}
