import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { apdu, splitApdus } from './zvt-apdu.ts';
import { simulateZvtTerminal } from './zvt-terminal.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function terminal(cardMs = 20) {
  const simulated = await simulateZvtTerminal({ port: 0, terminalId: 52_500_038, currencyCode: 156, cardMs });
  opened.push(simulated.close);
  const dial = async () => {
    const socket = connect(Number(new URL(simulated.address).port), '127.0.0.1');
    let received: Buffer = Buffer.alloc(0);
    const heard: string[] = [];
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const split = splitApdus(Buffer.concat([received, chunk]));
      received = split.rest;
      for (const { command, data } of split.apdus) {
        heard.push(command.toString(16).padStart(4, '0') + data.toString('hex'));
        if (command >> 8 !== 0x80 && command >> 8 !== 0x84) socket.write(Buffer.of(0x80, 0, 0));
      }
    });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise((resolve) => socket.once('connect', resolve));
    opened.push(async () => void socket.destroy());
    return { heard, closed, send: (hex: string) => void socket.write(Buffer.from(hex, 'hex')) };
  };
  return { simulated, dial, register: await dial() };
}

const pay = '060107' + '04' + '000000001280';

describe('a ZVT card terminal', () => {
  it('registers with its number and currency', async () => {
    const { register } = await terminal();
    register.send('0600' + '06' + '000000' + 'ba' + '0156');
    await expect.poll(() => register.heard).toEqual(['8000', '060f' + '1900' + '2952500038' + '490156']);
  });

  it('asks for the card, tells the result, and completes', async () => {
    const { register, simulated } = await terminal();
    register.send(pay);
    await expect.poll(() => register.heard).toEqual([
      '8000', '04ff0a', '040f' + '2700' + '04000000001280' + '490156' + '0b000001' + '870001' + '2952500038' + '8a06', '060f',
    ]);
    expect(simulated.state().netMinor).toBe(1280);
  });

  it('refuses, is aborted, and reverses once', async () => {
    const { register, simulated } = await terminal(60);
    simulated.setFault('decline');
    register.send(pay);
    await expect.poll(() => register.heard.at(-1)).toBe('061e05');
    register.send(pay);
    await expect.poll(() => simulated.state().isWaitingForCard).toBe(true);
    register.send('06b000');
    await expect.poll(() => register.heard.at(-1)).toBe('061e6c');
    register.send(pay);
    await expect.poll(() => register.heard.at(-1)).toBe('060f');
    register.send('063006' + '000000' + '870001');
    await expect.poll(() => simulated.state().netMinor).toBe(0);
    register.send('063006' + '000000' + '870001');
    await expect.poll(() => register.heard.at(-1)).toBe('061eb4');
    register.send('06c000');
    await expect.poll(() => register.heard.at(-1)).toBe('8483');
  });

  it('a lost answer has still charged, and the receipt can be asked for again', async () => {
    const { register, simulated, dial } = await terminal();
    simulated.setFault('answer-lost');
    register.send(pay);
    await register.closed;
    await expect.poll(() => simulated.state().connected).toBe(true);
    const again = await dial();
    again.send('062000');
    await expect.poll(() => again.heard.at(-1)).toBe('060f');
    expect(again.heard[1]).toMatch(/^040f270004000000001280/);
  });
});

describe('ZVT units', () => {
  it('carry long data behind FF and are found in any chunks', () => {
    const long = apdu(0x06d3, Buffer.alloc(300, 1));
    expect(long.subarray(0, 5).toString('hex')).toBe('06d3ff2c01');
    const { apdus, rest } = splitApdus(Buffer.concat([long, long.subarray(0, 100)]));
    expect(apdus).toHaveLength(1);
    expect(rest).toHaveLength(100);
  });
});
