import { connect, type MqttClient } from 'mqtt';
import type { SeededRandom } from '../seeded-random.ts';
import { openStateListeners } from '../state-listeners.ts';
import { labelBitmap } from './label-bitmap.ts';
import { openSimulatedLabel, type LabelFault, type LabelModel, type SimulatedLabel } from './simulated-label.ts';

interface KkmGatewayOptions {
  readonly mqttUrl: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  /** 12 upper-case hexadecimal digits. */
  readonly gatewayMac: string;
  readonly labels: readonly LabelModel[];
  readonly aliveEveryMs: number;
  readonly advertiseEveryMs: number;
  /** One picture over the air, and how many go at a time. */
  readonly downloadMs: number;
  readonly downloadsAtOnce: number;
  /** How long the glass takes to turn. */
  readonly refreshMs: number;
  readonly random: SeededRandom;
}

interface Download {
  readonly label: SimulatedLabel;
  readonly seq: number;
  readonly bytes: Buffer;
}

const labelsPerMessage = 50;
const waitingDownloadsLimit = 30_000;
const reconnectMs = 500;

/**
 * A KKM/KBeacon gateway with its labels, as an MQTT 3.1.1 client (kkmhogen/ESLClientDemo): says `alive` with the two
 * topics it wants used, advertises its labels in `advData`, takes `dData`, answers `dAck` when a picture is downloaded,
 * and advertises the picture's id once it is on the glass. Keeps trying until the broker is there.
 */
export function simulateKkmGateway(options: KkmGatewayOptions) {
  const listeners = openStateListeners();
  const labels = new Map(options.labels.map((model) => [model.mac, openSimulatedLabel(model)]));
  const topics = {
    publish: `kbeacon/publish/${options.gatewayMac}`,
    commands: `kbeacon/subaction/${options.gatewayMac}`,
    acknowledgements: `kbeacon/pubaction/${options.gatewayMac}`,
  };
  const waiting: Download[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let running = 0;
  let dropPercent = 0;
  let downloaded = 0;
  let dropped = 0;
  let isPlugged = true;
  let isClosed = false;
  let client: MqttClient = dial();

  function dial(): MqttClient {
    const dialled = connect(options.mqttUrl, {
      protocolVersion: 4,
      clientId: `kkm-${options.gatewayMac}`,
      reconnectPeriod: reconnectMs,
      connectTimeout: 5000,
      ...(options.credentials ?? {}),
    });
    dialled.on('error', () => {});
    dialled.on('connect', () => {
      dialled.subscribe(topics.commands, { qos: 1 }, () => {
        sayAlive();
        advertise([...labels.values()]);
        listeners.changed();
      });
    });
    dialled.on('close', listeners.changed);
    dialled.on('message', (_topic, payload) => command(payload));
    return dialled;
  }

  /** `then` runs when the broker has it, or at once while there is no broker. */
  const publish = (topic: string, body: object, qos: 0 | 2, then: () => void = () => {}): void => {
    if (client.connected) client.publish(topic, JSON.stringify(body), { qos }, then);
    else then();
  };

  function sayAlive(): void {
    publish(topics.publish, {
      msg: 'alive', gmac: options.gatewayMac, subaction: topics.commands, pubaction: topics.acknowledgements,
      advDevices: labels.size, downDevices: waiting.length + running,
    }, 0);
  }

  function advertise(some: readonly SimulatedLabel[]): void {
    const heard = some.filter((label) => !label.isSilent());
    for (let at = 0; at < heard.length; at += labelsPerMessage) {
      const obj = heard.slice(at, at + labelsPerMessage).map((label) => label.advertisement(options.random.integer(-85, -45)));
      publish(topics.publish, { msg: 'advData', gmac: options.gatewayMac, obj }, 0);
    }
  }

  function acknowledge(mac: string, seq: number, isDone: boolean, then?: () => void): void {
    publish(topics.acknowledgements, { msg: 'dAck', mac, seq, rslt: isDone ? 'succ' : 'fail', cause: isDone ? '1' : '2' }, 2, then);
  }

  function command(payload: Buffer): void {
    const order = readOrder(payload);
    if (order === null) return;
    const label = labels.get(order.mac);
    if (label === undefined || waiting.length >= waitingDownloadsLimit) return acknowledge(order.mac, order.seq, false);
    if (label.isSilent() || options.random.chance(dropPercent / 100)) {
      dropped += 1;
      return listeners.changed();
    }
    waiting.push({ label, seq: order.seq, bytes: order.bytes });
    startDownloads();
  }

  function startDownloads(): void {
    while (running < options.downloadsAtOnce && waiting.length > 0) {
      const download = waiting.shift()!;
      running += 1;
      after(options.downloadMs, () => {
        running -= 1;
        finish(download);
        startDownloads();
      });
    }
  }

  function finish({ label, seq, bytes }: Download): void {
    const picture = label.accept(bytes);
    if (picture === null) return acknowledge(label.model.mac, seq, false);
    downloaded += 1;
    acknowledge(label.model.mac, seq, true, () => after(options.refreshMs, () => {
      label.show(picture);
      advertise([label]);
      listeners.changed();
    }));
  }

  function after(delayMs: number, act: () => void): void {
    if (isClosed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, delayMs);
    timers.add(timer);
  }

  const aliveTimer = setInterval(sayAlive, options.aliveEveryMs);
  const advertiseTimer = setInterval(() => advertise([...labels.values()]), options.advertiseEveryMs);
  const labelOf = (mac: string): SimulatedLabel => {
    const label = labels.get(mac);
    if (label === undefined) throw new RangeError(`Gateway ${options.gatewayMac} has no label ${mac}.`);
    return label;
  };

  return {
    address: `mqtt:${options.gatewayMac}`,
    state: () => ({
      connected: client.connected, gatewayMac: options.gatewayMac, dropPercent, downloaded, dropped,
      waiting: waiting.length + running, labels: [...labels.values()].map((label) => label.state()),
    }),
    onChange: listeners.onChange,
    /** The label's glass as a BMP file. */
    pictureOf(mac: string): Buffer {
      const { model, shown } = labelOf(mac);
      return labelBitmap({ ...model, picture: shown() });
    },
    label: labelOf,
    setDropPercent(percent: number): void {
      dropPercent = percent;
      listeners.changed();
    },
    setLabelFault(mac: string, fault: LabelFault): void {
      labelOf(mac).setFault(fault);
      listeners.changed();
    },
    setLabelBattery(mac: string, millivolts: number): void {
      labelOf(mac).setBattery(millivolts);
      advertise([labelOf(mac)]);
      listeners.changed();
    },
    async setCable(plug: boolean): Promise<void> {
      if (plug === isPlugged) return;
      isPlugged = plug;
      if (plug) client = dial();
      else await client.endAsync(true);
      listeners.changed();
    },
    async close(): Promise<void> {
      isClosed = true;
      clearInterval(aliveTimer);
      clearInterval(advertiseTimer);
      timers.forEach(clearTimeout);
      if (isPlugged) await client.endAsync(true);
    },
  };
}

/** A `dData` order; anything else on the topic is ignored, as the gateway does. */
function readOrder(payload: Buffer): { mac: string; seq: number; bytes: Buffer } | null {
  try {
    const { msg, mac, seq, dType, data } = JSON.parse(payload.toString('utf8')) as Record<string, unknown>;
    if (msg !== 'dData' || typeof mac !== 'string' || typeof seq !== 'number' || typeof data !== 'string') return null;
    return { mac, seq, bytes: Buffer.from(data, dType === 'hex' ? 'hex' : 'latin1') };
  } catch {
    return null;
  }
}

export type SimulatedGateway = ReturnType<typeof simulateKkmGateway>;
