import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainSerialSettings } from 'hardware-drivers/links/link-address.ts';
import { openSerialLink } from 'hardware-drivers/links/serial-link.ts';
import { openPtyWire } from 'simulators/wires/pty-wire.ts';

/** How long `bytes` take over a pseudo-terminal to an opened serial port and back, in ms: what the wire itself costs, twice. */
export async function wireEchoMs(bytes: Uint8Array, rounds: number): Promise<readonly number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'echo-'));
  let back: () => void = () => undefined;
  let waited = 0;
  const wire = await openPtyWire({ path: path.join(folder, 'echo.tty'), characterBits: 8, onBytes: (heard) => {
    waited -= heard.length;
    if (waited === 0) back();
  } });
  const link = await openSerialLink({ link: 'serial', path: wire.address, settings: plainSerialSettings, dtr: null, rts: null })(new AbortController().signal);
  const echoing = (async () => {
    for await (const heard of link.incoming) await link.send(heard);
  })();
  const taken: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      waited = bytes.length;
      const echoed = new Promise<void>((resolve) => (back = resolve));
      wire.send(bytes);
      await echoed;
      taken.push(performance.now() - started);
    }
    return taken;
  } finally {
    await link.close();
    await echoing.catch(() => undefined);
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
