/** Hands on the simulated devices: their control door over HTTP. */
export interface BenchHands {
  /** Does `verb` on a device: ('lane1-scanner', 'scan', { text }). Rejects with the door's own words. */
  do(deviceId: string, verb: string, input?: unknown): Promise<unknown>;
  devices(): Promise<readonly BenchDevice[]>;
}
export interface BenchDevice { readonly id: string; readonly kind: string; readonly role: string; readonly address: string; readonly state: Record<string, unknown> }

export function benchHands(door: { readonly origin: string; readonly key: string }): BenchHands {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${door.key}` };
  const answerOf = async (response: Response, asked: string): Promise<unknown> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulators refused ${asked}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    do: async (deviceId, verb, input = {}) => answerOf(await fetch(`${door.origin}/devices/${deviceId}/${verb}`, { method: 'POST', headers, body: JSON.stringify(input) }), `${deviceId} ${verb}`),
    devices: async () => ((await answerOf(await fetch(`${door.origin}/devices`, { headers }), 'devices')) as { readonly devices: readonly BenchDevice[] }).devices,
  };
}
