import { fail, ok, type Result } from 'retail-model/result.ts';
import { parseLinkAddress, type ByteLinkAddress, type LinkAddressError } from '../links/link-address.ts';
import type { OpenByteLink } from '../byte-link.ts';
import { handshakes, type Handshake } from './handshakes.ts';

export interface ProbeParts {
  readonly openByteLink: (address: ByteLinkAddress, hidUsagePage: number | null) => OpenByteLink;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onTry: (protocol: string) => void;
}
export interface ProbeFinding {
  readonly protocol: string;
  readonly outcome: 'recognised' | 'silent' | 'unreachable';
  readonly detail: string;
}
export interface Probe {
  /** Null: nobody answered in a way that only one protocol has. */
  readonly protocol: string | null;
  readonly findings: readonly ProbeFinding[];
}

const answerTimeoutMs = 900;
const pauseMs = 200;

/** Asks the device at an address who it is, one handshake after another, until one is answered as only its protocol answers. */
export const probeAddress = async (text: string, parts: ProbeParts, signal: AbortSignal): Promise<Result<Probe, LinkAddressError>> => {
  const findings: ProbeFinding[] = [];
  for (const handshake of handshakes) {
    const address = parseLinkAddress(text, handshake.serial);
    if (!address.ok) return address;
    const { link } = address.value;
    if (link !== 'serial' && link !== 'tcp') return fail({ kind: 'unknown-link', message: 'Serial ports and network addresses can be asked; a HID device says by its usage page what it is (mendian devices list).' });
    if (!handshake.links.includes(link)) continue;
    parts.onTry(handshake.protocol);
    const finding = await tryHandshake(handshake, parts.openByteLink(address.value as ByteLinkAddress, null), parts.wait, signal);
    findings.push(finding);
    if (finding.outcome === 'recognised') return ok({ protocol: handshake.protocol, findings });
    if (finding.outcome === 'unreachable') break;
  }
  return ok({ protocol: null, findings });
};

const tryHandshake = async ({ protocol, ask, openEar }: Handshake, open: OpenByteLink, wait: ProbeParts['wait'], signal: AbortSignal): Promise<ProbeFinding> => {
  let link: Awaited<ReturnType<OpenByteLink>>;
  try {
    link = await open(signal);
  } catch (error) {
    signal.throwIfAborted();
    return { protocol, outcome: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
  }
  const ending = new AbortController();
  const hear = openEar();
  let heardBytes = 0;
  const listening = (async (): Promise<string | null> => {
    for await (const bytes of link.incoming) {
      heardBytes += bytes.length;
      const said = hear(bytes);
      if (said !== null) return said;
    }
    return null;
  })().catch(() => null);
  const asking = (async (): Promise<null> => {
    const both = AbortSignal.any([ending.signal, signal]);
    for (const question of ask) {
      await link.send(question);
      await wait(pauseMs, both);
    }
    await wait(answerTimeoutMs, both);
    return null;
  })().catch(() => null);
  try {
    const said = await Promise.race([listening, asking]);
    return said === null ? { protocol, outcome: 'silent', detail: heardBytes === 0 ? 'no answer' : `${heardBytes} bytes that are no answer` } : { protocol, outcome: 'recognised', detail: said };
  } finally {
    ending.abort();
    await link.close();
  }
};
