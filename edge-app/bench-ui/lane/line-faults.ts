import type { Speak } from 'edge-app/ui-kit/text/text-table.ts';
import type { benchWords } from '../bench/bench-words.ts';

/** What can go wrong on a serial or HID line. */
export const lineFaults = (say: Speak<typeof benchWords>) => [
  { name: say('fault-none'), body: { kind: 'none' } },
  { name: say('fault-stutter'), body: { kind: 'stutter', frames: 3 } },
  { name: say('fault-garbage'), body: { kind: 'garbage', bytes: 24 } },
  { name: say('fault-half'), body: { kind: 'half', frames: 1 } },
  { name: say('fault-slow'), body: { kind: 'slow', msPerByte: 40 } },
];
