import type { OpenByteLink } from '../byte-link.ts';
import { holdConversation } from '../conversation.ts';
import type { DeviceDriver, DeviceParts } from '../device-driver.ts';
import type { FrameDecoder } from '../frame-decoder.ts';
import type { IdentifiedText } from './aim-identifier.ts';
import { noStutter, stepStutter } from './stutter.ts';

/** A code was read. `scan-repeated` is the same code again within the stutter time: not a second item. */
export interface ScanEvent {
  readonly kind: 'scan-data' | 'scan-repeated';
  readonly deviceId: string;
  /** As ']E0'; null when the scanner sends none. */
  readonly aimId: string | null;
  /** FNC1 is the character 1D. */
  readonly text: string;
  readonly receivedAtMs: number;
}

export type ScannerDriver = DeviceDriver;

export interface ScannerOptions {
  /** Protocol as in the driver catalog. */
  readonly protocolName: string;
  /** The same code from the same scanner within this time is a stutter; 0 takes every scan. */
  readonly stutterMs: number;
  readonly openDecoder: () => FrameDecoder<IdentifiedText>;
}

/** A scanner says nothing until it reads something: an open link is all the proof of life there is. */
export const openScannerDriver = (parts: DeviceParts<ScanEvent>, openLink: OpenByteLink, options: ScannerOptions): ScannerDriver => {
  let stutter = noStutter;
  const conversation = holdConversation({
    parts, category: 'Scanner', protocol: options.protocolName, livenessTimeoutMs: null, openLink,
    begin: (wire) => {
      const decoder = options.openDecoder();
      return {
        received: (bytes) => {
          const { frames, refused } = decoder.feed(bytes);
          wire.refused(refused);
          wire.accepted(frames.length);
          for (const scan of frames) {
            const receivedAtMs = parts.nowMs();
            const step = stepStutter(stutter, scan, receivedAtMs, options.stutterMs);
            stutter = step.state;
            parts.onEvent({ kind: step.repeated ? 'scan-repeated' : 'scan-data', deviceId: parts.deviceId, aimId: scan.aimId, text: scan.text, receivedAtMs });
          }
        },
        run: () => Promise.resolve(),
        ended: () => undefined,
      };
    },
  });
  return {
    status: () => conversation.status(),
    checkHealth: async () => {
      const { power, trouble, statistics, lastAnswerAtMs } = conversation.status();
      if (power !== 'online') return { healthy: false, findings: [trouble?.detail ?? 'The scanner is not connected yet.'] };
      const heard = lastAnswerAtMs === null ? 'It has read nothing yet: scan something.' : `It read ${statistics.framesAccepted} codes.`;
      return { healthy: true, findings: ['The connection is open.', heard, ...(statistics.framesRefused === 0 ? [] : [`${statistics.framesRefused} times it sent something unreadable.`])] };
    },
    close: () => conversation.close(),
  };
};
