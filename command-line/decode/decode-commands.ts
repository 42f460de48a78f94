import { once } from 'node:events';
import type { Command } from 'commander';
import { decoders } from 'hardware-drivers/decoders.ts';
import { boundedLines } from './bounded-lines.ts';
import { decodeLine } from './decode-line.ts';

/** Twice the longest input that a decoder takes, since JSON may write a character in more than one. */
const lineLimitBytes = 9_000_000;

/** `mendian decode`: what the bytes of a device mean. */
export const decodeCommands = (program: Command): void => {
  program
    .command('decode')
    .description('Say what bytes, texts or messages of a device mean: JSON lines in, one JSON line out for each. 解码设备报文。')
    .option('--protocol <name>', 'the protocol of all lines')
    .option('--list', 'name the protocols and end', false)
    .addHelpText('after', `
Each line of standard input is {"hex":"…"}, {"text":"…"} or {"json":…}, with "options":{…} where the protocol has some:
  echo '{"hex":"0230312e3233340d"}' | mendian decode --protocol scale-8217
  echo '{"text":"2012345610255","options":{"pattern":".....{NNNDDDD}."}}' | mendian decode --protocol ean-embedded
Each answer is {"ok":true,"value":{…}} or {"ok":false,"error":{"kind":…,"message":…}}. docs/decode.md says what each value holds.`)
    .action(async ({ protocol, list }: { protocol?: string; list: boolean }, command: Command) => {
      if (list) return void process.stdout.write([...decoders.keys()].sort().map((name) => `${name}\n`).join(''));
      const decode = protocol === undefined ? undefined : decoders.get(protocol);
      if (decode === undefined) {
        return command.error(`${protocol === undefined ? 'Name the protocol with --protocol' : `There is no protocol "${protocol}"`}. Known: ${[...decoders.keys()].sort().join(', ')}`, { exitCode: 2 });
      }
      for await (const line of boundedLines(process.stdin, lineLimitBytes)) {
        if (!process.stdout.write(`${decodeLine(decode, line)}\n`)) await once(process.stdout, 'drain');
      }
    });
};
