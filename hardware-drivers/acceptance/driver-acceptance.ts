import type { OpenByteLink } from '../byte-link.ts';
import type { DeviceDriver, DeviceParts, DeviceStatus } from '../device-driver.ts';
import { openLoopback, type Loopback } from './loopback-link.ts';
import { waitReally } from './real-wait.ts';

/** The two words of a test runner that the suite needs; vitest's and node:test's fit. */
export interface TestRunner {
  readonly test: (name: string, body: () => Promise<void>) => void;
  /** Fails the running test with the message when the condition does not hold. */
  readonly expectTrue: (condition: boolean, message: string) => void;
}

export interface DriverAcceptanceSetup<Event> {
  open(parts: DeviceParts<Event>, openLink: OpenByteLink): DeviceDriver;
  /** 'stream': bytes may be cut anywhere (serial, TCP). 'reports': the link keeps frames whole (HID). */
  readonly framing: 'stream' | 'reports';
  /** Called for everything the driver sends: a stand-in for the device, as small as the protocol allows. `say` puts bytes on the wire. */
  heard(bytes: Uint8Array, say: (bytes: Uint8Array) => void): void;
  /** The bytes of the n-th message of the device, each different from the last. */
  frame(n: number): Uint8Array;
  /** Does this event come of the n-th message? */
  isEventOf(event: Event, n: number): boolean;
  /** An event that may never come of garbage: a scan, a stable weight. */
  isSerious(event: Event): boolean;
}

interface Bench<Event> {
  readonly cable: Loopback;
  readonly driver: DeviceDriver;
  readonly events: Event[];
  readonly statuses: DeviceStatus[];
}

/** The longest that a device may take to be in service again after it was plugged in. */
const backInServiceMs = 3_000;

/** What every driver must stand. Call once per driver in its test file. */
export const driverAcceptance = <Event>(name: string, setup: DriverAcceptanceSetup<Event>, { test, expectTrue }: TestRunner): void => {
  const onBench = async (body: (bench: Bench<Event>) => Promise<void>): Promise<void> => {
    const events: Event[] = [];
    const statuses: DeviceStatus[] = [];
    const cable = openLoopback((bytes, say) => setup.heard(bytes, say));
    const driver = setup.open({
      deviceId: 'lane-1/device',
      nowMs: () => Math.round(performance.timeOrigin + performance.now()),
      wait: waitReally,
      onEvent: (event) => { events.push(event); },
      onStatus: (status) => { statuses.push(status); },
    }, cable.openLink);
    try {
      await body({ cable, driver, events, statuses });
    } finally {
      await driver.close();
      expectTrue(cable.openLinks() === 0, `${name} left ${cable.openLinks()} links open.`);
    }
  };
  const until = async (what: string, condition: () => boolean, timeoutMs: number): Promise<void> => {
    const deadlineMs = performance.now() + timeoutMs;
    while (!condition() && performance.now() < deadlineMs) await pause(5);
    expectTrue(condition(), `${name}: ${what} did not come within ${timeoutMs} ms.`);
  };
  const connected = ({ cable }: Bench<Event>): Promise<void> => until('a connection', () => cable.openLinks() === 1, 1_000);
  const hears = async (bench: Bench<Event>, n: number): Promise<void> => {
    bench.cable.say(setup.frame(n));
    await until(`the event of message ${n}`, () => bench.events.some((event) => setup.isEventOf(event, n)), 1_000);
  };
  /** A torn frame may cost the good one that follows it, but never the second. */
  const resynchronises = async (bench: Bench<Event>): Promise<void> => {
    bench.cable.say(setup.frame(1));
    await hears(bench, 2);
  };
  const feedWhole = (bench: Bench<Event>, bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; at += 32) bench.cable.say(bytes.subarray(at, at + 32));
  };

  test(`${name}: the link is lost and comes back, without a restart`, () => onBench(async (bench) => {
    await connected(bench);
    await hears(bench, 1);
    expectTrue(bench.driver.status().power === 'online', `${name} is ${bench.driver.status().power} after its device spoke.`);
    bench.cable.pull();
    await until('being offline', () => bench.driver.status().power === 'offline', 500);
    expectTrue(bench.driver.status().trouble !== null, `${name} is offline without saying why.`);
    await pause(600);
    bench.cable.plugIn();
    await until('a new connection', () => bench.cable.openLinks() === 1, backInServiceMs);
    await hears(bench, 2);
    expectTrue(bench.driver.status().power === 'online' && bench.driver.status().trouble === null, `${name} came back but still has trouble.`);
    expectTrue(bench.driver.status().statistics.connections === 2, `${name} counts ${bench.driver.status().statistics.connections} connections instead of 2.`);
  }));

  test(`${name}: fifty quick losses leave one link and a working device`, () => onBench(async (bench) => {
    for (let round = 0; round < 50; round += 1) {
      bench.cable.pull();
      bench.cable.plugIn();
      await pause(2);
    }
    await until('a connection', () => bench.cable.openLinks() === 1, backInServiceMs);
    await hears(bench, 1);
  }));

  test(`${name}: garbage is counted, believed never, and forgotten`, () => onBench(async (bench) => {
    await connected(bench);
    for (let seed = 1; seed <= 40; seed += 1) {
      feedWhole(bench, garbageOf(seed, 500));
      bench.cable.say(Uint8Array.of(0x0d, 0x0a));
    }
    await until('counting what it refused', () => bench.driver.status().statistics.framesRefused > 0, 1_000);
    const believed = bench.events.filter((event) => setup.isSerious(event));
    expectTrue(believed.length === 0, `${name} believed garbage: ${JSON.stringify(believed[0])}`);
    await resynchronises(bench);
  }));

  test(`${name}: half a frame is not an event, and the stream is found again`, () => onBench(async (bench) => {
    await connected(bench);
    const frame = setup.frame(0);
    for (let length = 1; length < frame.length; length += 1) {
      bench.cable.say(frame.subarray(0, length));
      await resynchronises(bench);
      bench.events.length = 0;
    }
  }));

  if (setup.framing === 'stream') {
    test(`${name}: one byte at a time is the same message`, () => onBench(async (bench) => {
      await connected(bench);
      for (const byte of setup.frame(3)) {
        bench.cable.say(Uint8Array.of(byte));
        await pause(0);
      }
      await until('the event', () => bench.events.some((event) => setup.isEventOf(event, 3)), 1_000);
    }));

    test(`${name}: five hundred messages in one chunk are five hundred events`, () => onBench(async (bench) => {
      await connected(bench);
      bench.cable.say(Buffer.concat(Array.from({ length: 500 }, (_, n) => setup.frame(n))));
      await until('the last event', () => bench.events.some((event) => setup.isEventOf(event, 499)), 2_000);
      const missing = Array.from({ length: 500 }, (_, n) => n).filter((n) => !bench.events.some((event) => setup.isEventOf(event, n)));
      expectTrue(missing.length === 0, `${name} lost ${missing.length} messages, the first is ${missing[0]}.`);
    }));
  }

  test(`${name}: a device that never ends its message fills no memory`, () => onBench(async (bench) => {
    await connected(bench);
    const chunk = new Uint8Array(64).fill(0x41);
    const beganMs = performance.now();
    for (let sent = 0; sent < 2 * 1024 * 1024; sent += chunk.length) bench.cable.say(chunk);
    bench.cable.say(Uint8Array.of(0x0d, 0x0a));
    await resynchronises(bench);
    expectTrue(performance.now() - beganMs < 10_000, `${name} took ${Math.round(performance.now() - beganMs)} ms for 2 MiB of garbage.`);
  }));

  test(`${name}: closing ends at once, connected, connecting or waiting to try again`, async () => {
    for (const state of ['connected', 'connecting', 'waiting'] as const) {
      await onBench(async (bench) => {
        if (state === 'connected') await connected(bench);
        if (state === 'connecting') {
          bench.cable.pull();
          bench.cable.jam();
        }
        if (state === 'waiting') bench.cable.pull();
        if (state !== 'connected') await pause(300);
        const beganMs = performance.now();
        await Promise.all([bench.driver.close(), bench.driver.close()]);
        expectTrue(performance.now() - beganMs < 500, `${name} took ${Math.round(performance.now() - beganMs)} ms to close while ${state}.`);
        expectTrue(bench.driver.status().state === 'closed', `${name} is ${bench.driver.status().state} after close.`);
        const eventsAtClose = bench.events.length;
        bench.cable.say(setup.frame(1));
        await pause(20);
        expectTrue(bench.events.length === eventsAtClose, `${name} told an event after close.`);
      });
    }
  });

  test(`${name}: checking its health never rejects`, () => onBench(async (bench) => {
    await connected(bench);
    bench.cable.pull();
    await until('being offline', () => bench.driver.status().power === 'offline', 500);
    const report = await bench.driver.checkHealth('internal');
    expectTrue(!report.healthy && report.findings.length > 0, `${name} reports good health with its cable out.`);
  }));
};

const pause = (ms: number): Promise<void> => waitReally(ms, new AbortController().signal);

/** The same garbage for the same seed (xorshift32, Marsaglia 2003). */
const garbageOf = (seed: number, length: number): Uint8Array => {
  let state = seed * 2_654_435_761 >>> 0;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
};
