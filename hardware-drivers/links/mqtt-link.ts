import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { LinkLost } from '../byte-link.ts';
import { PosError } from '../device-driver.ts';
import { openIncomingQueue } from './incoming-queue.ts';
import { formatLinkAddress, type MqttAddress } from './link-address.ts';
import type { MessageLink, OpenMessageLink, TopicMessage } from './message-link.ts';

/** MQTT 3.1.1: what every gateway and the embedded broker speak. */
const protocolVersion = 4;
const connectTimeoutMs = 3_000;
const keepAliveSeconds = 5;
const incomingLimitMessages = 50_000;
const payloadLimitBytes = 1024 * 1024;
const publishesInFlightLimit = 1_000;

export interface MqttLinkOptions {
  /** Unique at the broker: a second client of the same id throws the first one out (MQTT 3.1.1 §3.1.4). */
  readonly clientId: string;
  readonly account: { readonly username: string; readonly password: string } | null;
  /** Published by the broker when this link breaks without a goodbye. */
  readonly will: { readonly topic: string; readonly payload: Uint8Array; readonly retain: boolean } | null;
}

/** A session at an MQTT broker. It does not reconnect by itself: whoever holds the conversation does. Opening rejects with `PosError` E_OFFLINE. */
export const openMqttLink = (address: MqttAddress, options: MqttLinkOptions): OpenMessageLink => async (signal) => {
  signal.throwIfAborted();
  const name = formatLinkAddress(address);
  const client = connect({
    host: address.host, port: address.port, protocol: 'mqtt', protocolVersion, clientId: options.clientId, clean: true,
    reconnectPeriod: 0, connectTimeout: connectTimeoutMs, keepalive: keepAliveSeconds, queueQoSZero: false, resubscribe: false,
    ...accountOptions(options.account), ...willOptions(options.will),
  });
  await waitUntilConnected(client, name, signal);
  return mqttClientLink(client, name);
};

const accountOptions = (account: MqttLinkOptions['account']): IClientOptions => (account === null ? {} : { username: account.username, password: account.password });

const willOptions = (will: MqttLinkOptions['will']): IClientOptions =>
  will === null ? {} : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain } };

const waitUntilConnected = (client: MqttClient, name: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
      client.removeListener('connect', onConnect);
      client.removeListener('close', onClose);
      client.removeListener('error', onError);
    };
    const giveUp = (reason: Error): void => {
      settle();
      client.on('error', ignoreLateError);
      client.end(true);
      reject(reason);
    };
    const unreachable = (cause: unknown): PosError => new PosError('E_OFFLINE', `${name} does not accept a session${cause instanceof Error ? `: ${cause.message}` : '.'}`, null, { cause });
    const onConnect = (): void => {
      settle();
      resolve();
    };
    const onClose = (): void => giveUp(unreachable(null));
    const onError = (error: Error): void => giveUp(unreachable(error));
    const onAbort = (): void => giveUp(signal.reason instanceof Error ? signal.reason : new Error(`${name}: connecting was aborted.`));
    client.once('connect', onConnect);
    client.once('close', onClose);
    client.once('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
  });

/** A client that was ended may still report what killed it; that was told already. */
const ignoreLateError = (): void => undefined;

const mqttClientLink = (client: MqttClient, name: string): MessageLink => {
  const queue = openIncomingQueue<TopicMessage>({ name, sizeOf: () => 1, limit: incomingLimitMessages, hold: () => undefined });
  let failure: Error | null = null;
  let closedByUs = false;
  let publishesInFlight = 0;
  client.on('message', (topic, payload) => queue.push({ topic, payload: Uint8Array.from(payload) }));
  client.on('error', (error) => { failure = error; });
  client.on('close', () => {
    if (closedByUs) queue.end();
    else queue.lose(new LinkLost(`${name} went away.`, { cause: failure }));
  });
  const rejectWhenClosed = openCloseWatch(client);
  const lost = (what: string, cause: unknown): LinkLost => new LinkLost(`${name}: ${what}.`, { cause });
  return {
    messages: queue.incoming,
    publish: async (topic, payload, { qos, retain }) => {
      if (payload.length > payloadLimitBytes) throw new RangeError(`${name}: ${payload.length} bytes for ${topic}; the limit is ${payloadLimitBytes}.`);
      if (!client.connected) throw lost(`nothing can be published to ${topic}`, failure);
      if (publishesInFlight >= publishesInFlightLimit) throw new PosError('E_BUSY', `${name}: ${publishesInFlight} messages wait for the broker already.`);
      publishesInFlight += 1;
      try {
        await rejectWhenClosed(client.publishAsync(topic, Buffer.from(payload), { qos, retain }));
      } catch (error) {
        throw lost(`publishing to ${topic} failed`, error);
      } finally {
        publishesInFlight -= 1;
      }
    },
    subscribe: async (topicFilter, { qos }) => {
      if (!client.connected) throw lost(`nothing can be subscribed`, failure);
      const granted = await rejectWhenClosed(client.subscribeAsync(topicFilter, { qos })).catch((error: unknown) => {
        throw lost(`subscribing to ${topicFilter} failed`, error);
      });
      // 0x80 in SUBACK: the broker refuses this filter (MQTT 3.1.1 §3.9.3).
      if (granted.some((grant) => grant.qos === 128)) throw new PosError('E_ILLEGAL', `${name} does not allow a subscription to ${topicFilter}.`);
    },
    close: async () => {
      if (closedByUs) return;
      closedByUs = true;
      queue.end();
      client.on('error', ignoreLateError);
      await Promise.race([client.endAsync(false), new Promise<void>((resolve) => { setTimeout(resolve, 500).unref(); })]);
      client.end(true);
    },
  };
};

/** mqtt keeps the callbacks of a lost session waiting for a reconnection that here never comes: what waits is rejected when the session ends. */
const openCloseWatch = (client: MqttClient) => {
  const waiting = new Set<(reason: Error) => void>();
  client.once('close', () => {
    for (const reject of waiting) reject(new Error('the session ended'));
  });
  return <T>(outcome: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.add(reject);
      outcome.then(resolve, reject).finally(() => waiting.delete(reject));
    });
};
