import type { IncomingHttpHeaders } from 'node:http';

export type GuardRefusal = { readonly status: 421; readonly kind: 'unknown-host' } | { readonly status: 403; readonly kind: 'foreign-origin' };

/**
 * Loopback is reachable by every page this machine's browser opens. Host stops DNS rebinding, Origin stops cross-site requests and
 * sockets. Pure; the session (`sessions.ts`) stops strangers.
 */
export function refusalOf(headers: IncomingHttpHeaders, allowed: { readonly hosts: ReadonlySet<string>; readonly origins: ReadonlySet<string> }): GuardRefusal | null {
  if (!allowed.hosts.has(headers.host ?? '')) return { status: 421, kind: 'unknown-host' };
  if (headers.origin !== undefined && !allowed.origins.has(headers.origin)) return { status: 403, kind: 'foreign-origin' };
  return null;
}
