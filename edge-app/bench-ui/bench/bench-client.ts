import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';

/** One simulated device as the simulators' control door describes it. `state` is read by the part that draws the device. */
export interface BenchDevice { readonly id: string; readonly kind: string; readonly role: string; readonly verbs: readonly string[]; readonly state: unknown }
export interface BenchState { readonly connection: 'connecting' | 'live' | 'lost'; readonly devices: readonly BenchDevice[] }

export interface BenchEvents {
  addEventListener: (kind: string, listener: (event: { readonly data?: unknown }) => void) => void;
  close: () => void;
}
export interface BenchClientParts {
  readonly base: string;
  readonly fetch: (url: string, request: RequestInit) => Promise<Response>;
  /** The browser's `EventSource`, which connects again by itself and then begins with all devices. */
  readonly openEvents: (url: string) => BenchEvents;
}
export interface BenchClient {
  readonly state: () => BenchState;
  readonly onChange: (changed: () => void) => () => void;
  /** Does something to a device; the error is the simulator's own sentence, for the engineer. */
  readonly act: (deviceId: string, verb: string, body: object) => Promise<Result<null, string>>;
  readonly setInternet: (connected: boolean) => Promise<Result<null, string>>;
  readonly pictureUrl: (deviceId: string, name: string, version: number) => string;
  readonly close: () => void;
}

const device = z.object({ id: z.string(), kind: z.string(), role: z.string(), verbs: z.array(z.string()), state: z.unknown() });
const everything = z.object({ devices: z.array(device).max(500) });
const news = z.object({ id: z.string(), state: z.unknown() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** Follows the devices on the table and moves them. */
export function connectBench({ base, fetch, openEvents }: BenchClientParts): BenchClient {
  let state: BenchState = { connection: 'connecting', devices: [] };
  const listeners = new Set<() => void>();
  const become = (next: BenchState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const renew = (id: string, deviceState: unknown): void => {
    become({ ...state, devices: state.devices.map((one) => (one.id === id ? { ...one, state: deviceState } : one)) });
  };
  /** A state too large for the news is asked for. */
  const ask = async (id: string): Promise<void> => {
    try {
      const answer = await fetch(`${base}/devices/${encodeURIComponent(id)}`, { credentials: 'same-origin' });
      const described = device.safeParse(await answer.json());
      if (described.success) renew(id, described.data.state);
    } catch {
      // The event stream says whether the simulators are there; the next news asks again.
    }
  };
  const events = openEvents(`${base}/events`);
  events.addEventListener('devices', ({ data }) => {
    const all = everything.safeParse(parsed(data));
    if (all.success) become({ connection: 'live', devices: all.data.devices });
  });
  events.addEventListener('device', ({ data }) => {
    const one = news.safeParse(parsed(data));
    if (!one.success) return;
    if (one.data.state === null) void ask(one.data.id);
    else renew(one.data.id, one.data.state);
  });
  events.addEventListener('error', () => { become({ ...state, connection: 'lost' }); });
  const post = async (path: string, body: object): Promise<Result<null, string>> => {
    try {
      const answer = await fetch(`${base}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), credentials: 'same-origin' });
      if (answer.ok) return ok(null);
      const told = refusal.safeParse(parsed(await answer.text()));
      return fail(told.success ? told.data.error.message : `HTTP ${answer.status}`);
    } catch (cause) {
      return fail(String(cause));
    }
  };
  return {
    state: () => state,
    onChange(changed) {
      listeners.add(changed);
      return () => { listeners.delete(changed); };
    },
    act: (deviceId, verb, body) => post(`/devices/${encodeURIComponent(deviceId)}/${encodeURIComponent(verb)}`, body),
    setInternet: (connected) => post('/internet', { connected }),
    pictureUrl: (deviceId, name, version) => `${base}/devices/${encodeURIComponent(deviceId)}/pictures/${encodeURIComponent(name)}.bmp?v=${version}`,
    close: () => { events.close(); },
  };
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
