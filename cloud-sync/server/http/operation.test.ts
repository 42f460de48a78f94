import { describe, expect, it } from 'vitest';
import { hqContract } from 'retail-model/api/hq-contract.ts';
import { openChain, openDevice, saleOf, withServer } from '../test-head-office.ts';

describe('operating head office', () => {
  it('shows its figures to this machine, and with a token only to who bears it', async () => {
    await withServer(async (server) => {
      const { push } = await openDevice(server, 's001');
      await push([saleOf(openChain('s001'), 'tea', 1), { id: 'bad' }]);
      const text = await (await fetch(`${server.origin}/metrics`)).text();
      expect(text).toMatch(/^mendian_pushed_entries_total 2$/m);
      expect(text).toMatch(/^mendian_store_quarantined\{store="s001"\} 1$/m);
      expect(text).toMatch(/^mendian_request_seconds_count\{route="\/sync\/push",status="200"\} 1$/m);
      expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
      expect((await fetch(`${server.origin}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5' } })).status).toBe(403);
    });
    await withServer(async (server) => {
      const scrape = async (headers: Record<string, string>) => (await fetch(`${server.origin}/metrics`, { headers })).status;
      expect([await scrape({}), await scrape({ authorization: 'Bearer wrong' }), await scrape({ authorization: 'Bearer a-token-of-some-length' })]).toEqual([401, 401, 200]);
    }, { metricsToken: 'a-token-of-some-length' });
  });

  it('answers every request with an id: the one that was given, or one of its own', () => withServer(async (server) => {
    const idOf = async (headers: Record<string, string>) => (await fetch(`${server.origin}/healthz`, { headers })).headers.get('x-request-id');
    expect(await idOf({ 'x-request-id': 'proxy-17' })).toBe('proxy-17');
    expect(await idOf({ 'x-request-id': 'two words' })).toMatch(/^[0-9a-f-]{36}$/);
  }));

  it('describes itself: every command and every endpoint of the wire, and as a page without a script', () => withServer(async (server) => {
    const document = await (await fetch(`${server.origin}/openapi.json`)).json() as { openapi: string; paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: { type: string; properties: Record<string, unknown> } }> } } }> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([...Object.keys(hqContract.commands).map((name) => `/commands/${name}`), '/enrol', '/sync/push', '/sync/pull']));
    expect(document.paths['/sync/push']!.post!.requestBody!.content['application/json']!.schema.properties).toHaveProperty('epoch');
    const page = await (await fetch(`${server.origin}/openapi`)).text();
    expect(page).toContain('POST /sync/push');
    expect(page).not.toMatch(/<script|https?:\/\//);
  }));
});
