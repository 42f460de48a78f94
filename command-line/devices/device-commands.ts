import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Command } from 'commander';
import { driverCatalog } from 'hardware-drivers/driver-catalog.ts';
import { listPorts } from 'hardware-drivers/links/list-ports.ts';
import { openByteLink } from 'hardware-drivers/links/open-link.ts';
import { replayLink } from 'hardware-drivers/links/replayed-link.ts';
import { tapLink } from 'hardware-drivers/links/tapped-link.ts';
import { probeAddress } from 'hardware-drivers/probe/probe-address.ts';
import { z } from 'zod';
import { answer, orSayWhy, say } from '../store/answer.ts';
import { WrongChoice } from '../store/store-choice.ts';
import { captureHead, captureLine, readCapture } from './capture-file.ts';
import { openForEngineer, wait, type EngineerOptions } from './open-for-engineer.ts';

const configuredSchema = z.looseObject({ devices: z.array(z.looseObject({ deviceId: z.string(), role: z.string(), protocol: z.string(), address: z.string() })) });
const print = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
/** After the last byte of a capture a driver still decodes, waits for silence and tells. */
const settleMs = 400;

/** `mendian devices`: what is plugged in, who answers, what it says. */
export const deviceCommands = (program: Command): void => {
  const devices = program.command('devices').description('Find devices, ask who they are, watch and record what they say. 设备调试。');

  devices.command('list')
    .description('Serial ports and HID devices of this machine, what the configuration names, and with --protocols every driver there is')
    .option('--config <file>', "a store's configuration").option('--protocols', 'list the drivers', false).option('--json', 'answer in JSON, one line', false)
    .action((options: { config?: string; protocols: boolean; json: boolean }) => orSayWhy(options.json, async () => {
      const ports = await listPorts();
      const configured = options.config === undefined ? [] : configuredSchema.parse(JSON.parse(readFileSync(options.config, 'utf8'))).devices.map(({ deviceId, role, protocol, address }) => ({ deviceId, role, protocol, address }));
      const protocols = options.protocols ? Object.entries(driverCatalog).map(([protocol, { category, names, defaults }]) => ({ protocol, category, names, options: defaults })) : [];
      answer(options.json, { ok: true, ...ports, configured, protocols }, [
        ...ports.found.map(({ address, name, usbId }) => `${address.padEnd(28)} ${usbId ?? ''} ${name}`), ...ports.unknown,
        ...configured.map(({ deviceId, role, protocol, address }) => `${deviceId.padEnd(20)} ${role.padEnd(18)} ${protocol.padEnd(24)} ${address}`),
        ...protocols.map(({ protocol, category, names }) => `${protocol.padEnd(24)} ${category.padEnd(16)} ${names.en} ${names['zh-CN']}`),
      ].join('\n'));
      return 0;
    }));

  devices.command('probe <address>')
    .description('Ask the device at a serial port or a network address who it is. Only an answer that one protocol alone gives counts; ends with 1 when nobody is recognised.')
    .option('--json', 'answer in JSON, one line', false)
    .addHelpText('after', '\nStop the store first: a serial port has one reader.\n  mendian devices probe serial:/dev/ttyUSB0\n  mendian devices probe tcp:192.0.2.7:5084')
    .action((address: string, options: { json: boolean }) => orSayWhy(options.json, async () => {
      const probed = await probeAddress(address, { openByteLink, wait, onTry: (protocol) => say(`Asking as ${protocol} …`) }, new AbortController().signal);
      if (!probed.ok) throw new WrongChoice(probed.error.message);
      const { protocol, findings } = probed.value;
      answer(options.json, { ok: protocol !== null, ...probed.value }, [...findings.map((one) => `${one.protocol.padEnd(24)} ${one.outcome}: ${one.detail}`), protocol === null ? 'Nobody that we know. 未识别。' : `It is ${protocol}.`].join('\n'));
      return protocol === null ? 1 : 0;
    }));

  const withDriver = (command: Command): Command => command
    .requiredOption('--protocol <name>', 'the driver, as in devices list --protocols').option('--options <json>', "the driver's options").option('--driver-file <file...>', "drivers of the shop's own")
    .option('--account <name:password>', 'for a device behind an MQTT broker').option('--seconds <n>', 'end after so long; without it at Ctrl-C');

  withDriver(devices.command('watch <address>')).description('Print what a device tells: a JSON line for each event, change of state and piece on the wire')
    .option('--no-frames', 'events and states alone')
    .action((address: string, options: EngineerOptions & { frames: boolean; seconds?: string }) => orSayWhy(true, async () => {
      const driver = await openForEngineer(address, options, {
        onEvent: (event) => print({ event }), onStatus: ({ state, power, trouble }) => print({ status: { state, power, trouble } }),
        openByteLink: (link, page) => (options.frames ? tapLink(openByteLink(link, page), (direction, bytes) => print({ [direction]: Buffer.from(bytes).toString('hex') })) : openByteLink(link, page)),
      });
      await untilAsked(options.seconds);
      await driver.close();
      return 0;
    }));

  withDriver(devices.command('capture <address> <file>')).description('Record every byte both ways with its time, for replay and for a report to whoever wrote the driver')
    .action((address: string, file: string, options: EngineerOptions & { seconds?: string }) => orSayWhy(true, async () => {
      const out = createWriteStream(file, { flags: 'wx' });
      await once(out, 'open');
      out.write(`${captureHead(options.protocol, address)}\n`);
      let pieces = 0;
      const driver = await openForEngineer(address, options, {
        onEvent: () => undefined, onStatus: ({ power, trouble }) => say(`${power}${trouble === null ? '' : `: ${trouble.detail}`}`),
        openByteLink: (link, page) => tapLink(openByteLink(link, page), (direction, bytes) => {
          pieces += 1;
          out.write(`${captureLine(Date.now(), direction, bytes)}\n`);
        }),
      });
      say('Recording. Ctrl-C ends it. 正在记录，按 Ctrl-C 结束。');
      await untilAsked(options.seconds);
      await driver.close();
      out.end();
      await once(out, 'finish');
      print({ ok: true, file, pieces });
      return 0;
    }));

  devices.command('replay <file>').description('Play a capture to its driver again, without the device: the same events, offline')
    .option('--protocol <name>', 'another driver than the one that was recorded').option('--options <json>', "the driver's options").option('--driver-file <file...>', "drivers of the shop's own")
    .action((file: string, options: Partial<EngineerOptions>) => orSayWhy(true, async () => {
      const { protocol, pieces } = readCapture(file);
      let ended = (): void => undefined;
      const isOver = new Promise<void>((resolve) => { ended = resolve; });
      const link = replayLink(pieces, wait, ended);
      let events = 0;
      const driver = await openForEngineer(addressForReplay(options.protocol ?? protocol), { protocol, ...options }, {
        onEvent: (event) => {
          events += 1;
          print({ event });
        },
        onStatus: () => undefined, openByteLink: () => link,
      });
      await isOver;
      await wait(settleMs, new AbortController().signal);
      const { framesAccepted, framesRefused } = driver.status().statistics;
      await driver.close();
      print({ ok: true, pieces: pieces.length, events, framesAccepted, framesRefused });
      return 0;
    }));
};

/** A well-formed address of a kind that the driver takes; nothing is opened there. */
const addressForReplay = (protocol: string): string => {
  const row = Object.entries(driverCatalog).find(([name]) => name === protocol)?.[1];
  const links = row?.attachment === 'link' ? row.links : ['serial'];
  if (links.includes('serial')) return 'serial:/replay';
  return links.includes('tcp') ? 'tcp:replay:1' : 'unix:/replay';
};

const untilAsked = async (seconds: string | undefined): Promise<void> => {
  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  process.once('SIGTERM', () => ending.abort());
  await wait(seconds === undefined ? 2_147_483_647 : Number(seconds) * 1_000, ending.signal).catch(() => undefined);
};
