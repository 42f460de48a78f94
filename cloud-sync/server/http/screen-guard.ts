import type { IncomingHttpHeaders } from 'node:http';
import type { HqRefusal } from 'retail-model/api/hq-contract.ts';

export interface ScreenPolicy { readonly allowedHosts: ReadonlySet<string>; readonly allowedOrigins: ReadonlySet<string> }

/** Whether a browser's request may reach the screens at all. Host stops DNS rebinding, Origin stops requests and sockets of other sites; who asks is the session's matter. */
export function foreignRequest(headers: IncomingHttpHeaders, { allowedHosts, allowedOrigins }: ScreenPolicy): { readonly status: number; readonly refusal: HqRefusal } | null {
  if (!allowedHosts.has(headers.host ?? '')) return { status: 421, refusal: { kind: 'unknown-host', detail: 'This head office does not go by that name' } };
  if (headers.origin !== undefined && !allowedOrigins.has(headers.origin)) return { status: 403, refusal: { kind: 'foreign-origin', detail: 'Only its own pages may ask' } };
  return null;
}
