import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { fail, ok, type Result } from 'retail-model/result.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { openStateListeners } from '../state-listeners.ts';
import { llrpMessage, tlv, u16, u32, u64, u8, utf8, type LlrpRequest } from './llrp-bytes.ts';
import { capabilityParameters, type ReaderModel } from './llrp-capabilities.ts';
import { openLlrpConnection, type LlrpConnection, type SegmentFault } from './llrp-connection.ts';
import { messageType as m, parameterType as p, statusCode, type LlrpRefusal } from './llrp-numbers.ts';
import { eventType, openReaderConfiguration } from './reader-configuration.ts';
import { readRospec } from './rospec.ts';
import { openRospecRunner, type RospecRunner } from './rospec-runner.ts';
import { openTagField } from './tag-field.ts';

const rospecsLimit = 8;
/** Missed acknowledgements after which the reader gives the client up. */
const missedKeepalivesLimit = 3;

/**
 * A fixed RFID reader speaking LLRP 1.0.1 as the server on loopback TCP (real ones listen on 5084; `port: 0` lets the
 * system choose). One client at a time: a second is told so and closed (§10.3). ROSpecs outlive the connection.
 * `roundMs` is how often each antenna is asked once.
 */
export async function simulateLlrpReader(options: {
  port: number; model: ReaderModel; readerId: string; roundMs: number; nowMs: () => number; random: SeededRandom;
}) {
  const listeners = openStateListeners();
  const field = openTagField(options.random);
  const configuration = openReaderConfiguration(options.model, Buffer.from(options.readerId, 'hex'));
  const runners = new Map<number, RospecRunner>();
  let port = options.port;
  let server: Server | null = null;
  let client: LlrpConnection | null = null;
  let fault: SegmentFault = { kind: 'none' };
  let nextMessageId = 1;
  let keepaliveTimer: NodeJS.Timeout | null = null;
  let unansweredKeepalives = 0;
  let reportsSent = 0;

  const utcNow = (): Buffer => tlv(p.utcTimestamp, u64(BigInt(Math.round(options.nowMs() * 1000))));
  const notification = (event: Buffer): Buffer =>
    llrpMessage(m.readerEventNotification, nextMessageId++, tlv(p.readerEventNotificationData, utcNow(), event));
  const status = (refusal: LlrpRefusal | null): Buffer => refusal === null
    ? tlv(p.llrpStatus, u16(statusCode.success), utf8(''))
    : tlv(p.llrpStatus, u16(refusal.code), utf8(refusal.description),
        ...(refusal.fieldNumber === null ? [] : [tlv(p.fieldError, u16(refusal.fieldNumber), u16(statusCode.invalid))]));

  function accept(socket: Socket): void {
    if (client !== null) {
      socket.on('error', () => {});
      socket.end(notification(tlv(p.connectionAttemptEvent, u16(2))));
      client.send(notification(tlv(p.connectionAttemptEvent, u16(4))));
      return;
    }
    const connection = openLlrpConnection(socket, {
      onRequest: (request) => answer(connection, request),
      onEnd: () => {
        if (client !== connection) return;
        client = null;
        restartKeepalive();
        listeners.changed();
      },
    });
    client = connection;
    connection.setFault(fault);
    connection.send(notification(tlv(p.connectionAttemptEvent, u16(0))));
    restartKeepalive();
    listeners.changed();
  }

  function answer(connection: LlrpConnection, { type, id, version, body }: LlrpRequest): void {
    const reply = (replyType: number, outcome: Result<Buffer[], LlrpRefusal>): void =>
      connection.send(llrpMessage(replyType, id, status(outcome.ok ? null : outcome.error), ...(outcome.ok ? outcome.value : [])));
    const done = (replyType: number, outcome: Result<null, LlrpRefusal>): void => reply(replyType, outcome.ok ? ok([]) : outcome);
    const unsupported = (code: number): void =>
      done(m.errorMessage, fail({ code, description: `Message ${type} version ${version} is not supported`, fieldNumber: null }));
    if (version !== 1) return unsupported(statusCode.unsupportedVersion);
    switch (type) {
      case m.getReaderCapabilities: return reply(m.getReaderCapabilitiesResponse, ok(capabilityParameters(options.model, body[0] ?? 0)));
      case m.getReaderConfig: return reply(m.getReaderConfigResponse, ok(configuration.parameters(body[2] ?? 0)));
      case m.setReaderConfig:
        done(m.setReaderConfigResponse, configuration.set(body));
        restartKeepalive();
        return listeners.changed();
      case m.addRospec: return done(30, addRospec(body));
      case m.deleteRospec: return done(31, eachRospec(body, 'all allowed', (runner) => {
        runner.disable();
        runners.delete(runner.rospec.id);
      }));
      case m.startRospec: return done(32, eachRospec(body, 'one only', (runner) => runner.start()));
      case m.stopRospec: return done(33, eachRospec(body, 'one only', (runner) => runner.stop()));
      case m.enableRospec: return done(34, eachRospec(body, 'all allowed', (runner) => runner.enable()));
      case m.disableRospec: return done(35, eachRospec(body, 'all allowed', (runner) => runner.disable()));
      case m.getRospecs: return reply(36, ok([...runners.values()].map(describe)));
      case m.deleteAccessspec: return done(51, ok(null));
      case m.getAccessspecs: return done(54, ok(null));
      case m.getReport: return runners.forEach((runner) => runner.report());
      case m.enableEventsAndReports: return configuration.clientIsReady();
      case m.keepaliveAck:
        unansweredKeepalives = 0;
        return;
      case m.closeConnection:
        done(m.closeConnectionResponse, ok(null));
        connection.end();
        return;
      default: return unsupported(statusCode.unsupportedMessage);
    }
  }

  function addRospec(body: Buffer): Result<null, LlrpRefusal> {
    const read = readRospec(body, { antennas: options.model.antennas, powerSteps: options.model.powerTableCentiDbm.length });
    if (!read.ok) return read;
    if (runners.has(read.value.id)) return fail({ code: statusCode.fieldError, description: `ROSpec ${read.value.id} is there already`, fieldNumber: 0 });
    if (runners.size >= rospecsLimit) return fail({ code: statusCode.overflowParameter, description: `No more than ${rospecsLimit} ROSpecs`, fieldNumber: null });
    runners.set(read.value.id, openRospecRunner(read.value, {
      field, antennas: options.model.antennas, roundMs: options.roundMs, nowMs: options.nowMs,
      attenuationDb: configuration.attenuationDb, defaultReport: configuration.report,
      sendReport(tagReports) {
        if (configuration.isHoldingReports()) return;
        reportsSent += 1;
        client?.send(llrpMessage(m.roAccessReport, nextMessageId++, ...tagReports));
      },
      stateChanged(rospec, event) {
        if (configuration.isEventEnabled(eventType.rospec))
          client?.send(notification(tlv(p.rospecEvent, u8(event === 'start' ? 0 : 1), u32(rospec.id), u32(0))));
        listeners.changed();
      },
    }));
    return ok(null);
  }

  function eachRospec(body: Buffer, all: 'all allowed' | 'one only', act: (runner: RospecRunner) => void): Result<null, LlrpRefusal> {
    const id = body.length >= 4 ? body.readUInt32BE(0) : -1;
    const chosen = id === 0 && all === 'all allowed' ? [...runners.values()] : [...runners.values()].filter((runner) => runner.rospec.id === id);
    if (chosen.length === 0 && !(id === 0 && all === 'all allowed'))
      return fail({ code: statusCode.fieldError, description: `There is no ROSpec ${id}`, fieldNumber: 0 });
    if (all === 'one only' && chosen[0]!.state() === 'disabled')
      return fail({ code: statusCode.fieldError, description: `ROSpec ${id} is disabled`, fieldNumber: 0 });
    chosen.forEach(act);
    listeners.changed();
    return ok(null);
  }

  /** The ROSpec as it was added, with its state of now in the sixth byte. */
  function describe(runner: RospecRunner): Buffer {
    const whole = Buffer.from(runner.rospec.whole);
    whole[9] = { disabled: 0, inactive: 1, active: 2 }[runner.state()];
    return whole;
  }

  function restartKeepalive(): void {
    if (keepaliveTimer !== null) clearInterval(keepaliveTimer);
    unansweredKeepalives = 0;
    keepaliveTimer = client === null || configuration.keepaliveMs() === 0 ? null : setInterval(() => {
      unansweredKeepalives += 1;
      if (unansweredKeepalives > missedKeepalivesLimit) client?.destroy();
      else client?.send(llrpMessage(m.keepalive, nextMessageId++));
    }, configuration.keepaliveMs());
  }

  async function plug(): Promise<void> {
    const opened = createServer(accept);
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', resolve);
    });
    port = (opened.address() as AddressInfo).port;
    server = opened;
  }

  async function unplug(): Promise<void> {
    const closing = server;
    server = null;
    client?.destroy();
    if (closing !== null) await new Promise<void>((resolve) => closing.close(() => resolve()));
  }

  await plug();
  return {
    address: `tcp://127.0.0.1:${port}`,
    state: () => ({
      connected: server !== null,
      hasClient: client !== null,
      tags: field.tags(),
      rospecs: [...runners.values()].map((runner) => ({ id: runner.rospec.id, state: runner.state() })),
      keepaliveMs: configuration.keepaliveMs(),
      gpi: Object.fromEntries(configuration.gpi),
      gpo: Object.fromEntries(configuration.gpo),
      reportsSent,
    }),
    onChange: listeners.onChange,
    enter(tags: { epcs: readonly string[]; antenna: number; rssiDbm: number }): void {
      field.enter(tags);
      listeners.changed();
    },
    /** `null` empties the field. */
    leave(epcs: readonly string[] | null): void {
      field.leave(epcs);
      listeners.changed();
    },
    /** An input line, for example a photo-eye. */
    setGpi(gpiPort: number, isHigh: boolean): void {
      if (!configuration.gpi.has(gpiPort)) throw new RangeError(`There is no input ${gpiPort}.`);
      if (configuration.gpi.get(gpiPort) === isHigh) return;
      configuration.gpi.set(gpiPort, isHigh);
      if (configuration.isEventEnabled(eventType.gpi)) client?.send(notification(tlv(p.gpiEvent, u16(gpiPort), u8(isHigh ? 0x80 : 0))));
      runners.forEach((runner) => runner.gpiChanged(gpiPort, isHigh));
      listeners.changed();
    },
    /** True while the output (lamp, buzzer) is switched on by the client. */
    isGpoOn: (gpoPort: number): boolean => configuration.gpo.get(gpoPort) ?? false,
    fault(next: SegmentFault): void {
      fault = next;
      client?.setFault(next);
    },
    async setCable(isPlugged: boolean): Promise<void> {
      if (isPlugged && server === null) await plug();
      if (!isPlugged) await unplug();
      listeners.changed();
    },
    async close(): Promise<void> {
      runners.forEach((runner) => runner.disable());
      await unplug();
      restartKeepalive();
    },
  };
}

export type SimulatedReader = Awaited<ReturnType<typeof simulateLlrpReader>>;
