import { isOwnOrigin } from './window-policy.ts';
import { SHELL_SCHEME } from './shell-pages.ts';

/** No screen needs a camera, a position, a notification or a device of the browser: drivers speak to hardware in the store runtime. */
export const mayHavePermission = (_permission: string): boolean => false;

/** Whether a page may load this: its own store, its own socket, what it made itself. Nothing from any other machine. */
export function mayRequest(storeOrigin: string | null, url: string): boolean {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (!target) return false;
  if (['data:', 'blob:', `${SHELL_SCHEME}:`].includes(target.protocol)) return true;
  if (target.protocol === 'devtools:') return true;
  const origin = `${target.protocol === 'ws:' ? 'http:' : target.protocol}//${target.host}`;
  return origin === storeOrigin && isOwnOrigin(origin);
}

/**
 * What is wrong with the content security policy of a page; an empty list lets it be shown. The store runtime sends it; the shell only makes sure
 * that a page without one, or with a hole in it, never gets a window.
 */
export function policyFaults(headers: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const texts = Object.entries(headers).flatMap(([name, values]) => (name.toLowerCase() === 'content-security-policy' ? values : []));
  if (texts.length === 0) return ['no content security policy'];
  const directives = new Map(texts.join(';').split(';').flatMap((text) => {
    const [name, ...sources] = text.trim().split(/\s+/);
    return name ? [[name.toLowerCase(), sources] as const] : [];
  }));
  const scripts = directives.get('script-src') ?? directives.get('default-src') ?? ['*'];
  return [
    ...["'unsafe-eval'", "'wasm-unsafe-eval'", "'unsafe-inline'", 'data:', 'blob:', '*', 'http:', 'https:'].filter((hole) => scripts.includes(hole)).map((hole) => `scripts may come from ${hole}`),
    ...scripts.filter((source) => /^\w+:\/\/|^\*\./.test(source)).map((source) => `scripts may come from ${source}`),
    ...(['default-src', 'base-uri', 'frame-ancestors'] as const).filter((name) => directives.get(name)?.join() !== "'none'").map((name) => `${name} is not 'none'`),
  ];
}

/** Only staff at a desk may save a file (a table as CSV); a shopper's screen saves nothing. */
export const mayDownload = (lock: 'kiosk' | 'desk', url: string, storeOrigin: string | null): boolean =>
  lock === 'desk' && (url.startsWith('data:text/csv') || url.startsWith(`blob:${storeOrigin ?? 'none'}/`));
