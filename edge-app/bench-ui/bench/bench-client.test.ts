import { describe, expect, it } from 'vitest';
import { connectBench, type BenchEvents } from './bench-client.ts';

const scale = { id: 'lane-1-scale', kind: 'scale-mt-sics', role: 'lane-1/scale', verbs: ['put'], state: { connected: true } };

function openTable(answer: (url: string) => Response) {
  const heard = new Map<string, (event: { readonly data?: unknown }) => void>();
  const asked: string[] = [];
  const events: BenchEvents = { addEventListener: (kind, listener) => { heard.set(kind, listener); }, close: () => {} };
  const bench = connectBench({ base: '/b', openEvents: () => events, fetch: (url) => { asked.push(url); return Promise.resolve(answer(url)); } });
  return { bench, asked, say: (kind: string, data?: unknown) => heard.get(kind)?.({ data: JSON.stringify(data) }) };
}

describe('the bench', () => {
  it('follows devices: all at first, then one by one, and asks for what is too large to be told', async () => {
    const { bench, asked, say } = openTable(() => Response.json({ ...scale, state: { connected: true, much: 1 } }));
    expect(bench.state().connection).toBe('connecting');
    say('devices', { devices: [scale] });
    expect(bench.state()).toEqual({ connection: 'live', devices: [scale] });
    say('device', { id: scale.id, state: { connected: false } });
    expect(bench.state().devices[0]?.state).toEqual({ connected: false });
    say('device', { id: scale.id, state: null });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(asked).toEqual(['/b/devices/lane-1-scale']);
    expect(bench.state().devices[0]?.state).toEqual({ connected: true, much: 1 });
  });
  it('keeps what it last saw when the simulators go, and takes no nonsense for devices', () => {
    const { bench, say } = openTable(() => new Response());
    say('devices', { devices: [scale] });
    say('devices', { devices: 'none' });
    say('device', 'x');
    say('error');
    expect(bench.state()).toEqual({ connection: 'lost', devices: [scale] });
  });
  it('hands on the simulator’s own sentence when it refuses', async () => {
    const { bench } = openTable(() => Response.json({ ok: false, error: { kind: 'bad-body', message: 'grams: too big' } }, { status: 400 }));
    expect(await bench.act('lane-1-scale', 'put', { grams: 1e9 })).toEqual({ ok: false, error: 'grams: too big' });
  });
});
