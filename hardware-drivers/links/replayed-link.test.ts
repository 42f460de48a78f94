import { expect, test } from 'vitest';
import { openLoopback } from '../acceptance/loopback-link.ts';
import { waitReally } from '../acceptance/real-wait.ts';
import { driverCatalog } from '../driver-catalog.ts';
import type { OpenByteLink } from '../byte-link.ts';
import type { WeightEvent } from '../scale/scale-driver.ts';
import { replayLink, type CapturedBytes } from './replayed-link.ts';
import { tapLink } from './tapped-link.ts';

const weigh = (link: OpenByteLink, events: WeightEvent[]) => {
  const opened = driverCatalog['scale-mt-sics'].open({
    deviceId: 'lane-1/scale', nowMs: () => Date.now(), wait: waitReally, onEvent: (event) => void events.push(event), onStatus: () => undefined, openByteLink: () => link, brokerAccount: null,
  }, 'serial:/dev/tty-none', { pollIntervalMs: 20 });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
};

test('what was captured at a scale gives the same weights again without it', async () => {
  const weights = ['S D      0.210 kg\r\n', 'S S      0.350 kg\r\n', 'S S      0.350 kg\r\n', 'S S      0.000 kg\r\n'];
  const cable = openLoopback((_, say) => say(Buffer.from(weights.length > 1 ? weights.shift()! : weights[0]!)));
  const captured: CapturedBytes[] = [];
  const live: WeightEvent[] = [];
  const scale = weigh(tapLink(cable.openLink, (direction, bytes) => void captured.push({ direction, bytes })), live);
  await expect.poll(() => live.some(({ status }) => status === 'zero')).toBe(true);
  await scale.close();

  const again: WeightEvent[] = [];
  let isOver = false;
  const replayed = weigh(replayLink(captured, waitReally, () => { isOver = true; }), again);
  await expect.poll(() => isOver).toBe(true);
  await replayed.close();
  const told = (events: readonly WeightEvent[]) => events.filter(({ grams }) => grams !== null).map(({ grams, status }) => `${grams} ${status}`);
  expect(told(live).slice(0, 4)).toContain('350 stable');
  expect(told(again)).toEqual(told(live).slice(0, told(again).length));
  expect(told(again)).toContain('350 stable');
});
