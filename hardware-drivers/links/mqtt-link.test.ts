import { createServer, type AddressInfo, type Server } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LinkLost } from '../byte-link.ts';
import { openMqttLink, type MqttLinkOptions } from './mqtt-link.ts';
import type { MessageLink, TopicMessage } from './message-link.ts';

let broker: Aedes;
let server: Server;
const links: MessageLink[] = [];
beforeEach(async () => {
  broker = await Aedes.createBroker();
  server = createServer((socket) => broker.handle(socket));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
});
afterEach(async () => {
  for (const link of links.splice(0)) await link.close();
  await new Promise<void>((resolve) => { broker.close(() => resolve()); });
  server.close();
});

const open = async (clientId: string, will: MqttLinkOptions['will'] = null): Promise<MessageLink> => {
  const link = await openMqttLink({ link: 'mqtt', host: '127.0.0.1', port: (server.address() as AddressInfo).port }, { clientId, account: null, will })(new AbortController().signal);
  links.push(link);
  return link;
};
const firstOf = async (link: MessageLink): Promise<TopicMessage | null> => {
  for await (const message of link.messages) return message;
  return null;
};

test('what one publishes another hears, bytes unchanged', async () => {
  const listener = await open('listener');
  const speaker = await open('speaker');
  await listener.subscribe('store/+/state', { qos: 1 });
  await speaker.publish('store/7/state', Uint8Array.of(0, 255, 10), { qos: 1, retain: false });
  expect(await firstOf(listener)).toEqual({ topic: 'store/7/state', payload: Uint8Array.of(0, 255, 10) });
});

test('a broker that goes away is a lost link for reader, publisher and subscriber', async () => {
  const link = await open('till');
  const reading = firstOf(link);
  const ending = expect(reading).rejects.toBeInstanceOf(LinkLost);
  await new Promise<void>((resolve) => { broker.close(() => resolve()); });
  await ending;
  await expect(link.publish('a', Uint8Array.of(1), { qos: 1, retain: false })).rejects.toBeInstanceOf(LinkLost);
  await expect(link.subscribe('a', { qos: 1 })).rejects.toBeInstanceOf(LinkLost);
});

test('nobody listening is offline; too large a payload is the caller\'s mistake', async () => {
  const link = await open('till');
  await expect(link.publish('a', new Uint8Array(2_000_000), { qos: 0, retain: false })).rejects.toBeInstanceOf(RangeError);
  await expect(openMqttLink({ link: 'mqtt', host: '127.0.0.1', port: 9 }, { clientId: 'x', account: null, will: null })(new AbortController().signal)).rejects.toMatchObject({ code: 'E_OFFLINE' });
});

test('hundreds of publishes in flight wait behind one listener, and all end with the session', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  const link = await open('busy');
  const publishAll = () => Array.from({ length: 300 }, (_, index) => link.publish(`a/${index}`, Uint8Array.of(1), { qos: 1, retain: false }));
  await Promise.all(publishAll());
  const ended = Promise.allSettled(publishAll());
  await new Promise<void>((resolve) => { broker.close(() => resolve()); });
  for (const one of await ended) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(LinkLost);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});
