import path from 'node:path';
import type { IncomingMessage } from 'node:http';
import express, { type Express, type Response } from 'express';
import helmet from 'helmet';
import { refusalOf } from '../access/request-guard.ts';
import type { AccessSession, Sessions } from '../access/sessions.ts';

export interface ScreenParts {
  readonly sessions: Sessions;
  readonly screensFolder: string;
  /** Loopback over HTTP, or another machine over HTTPS: the two kinds of entry code never mix. */
  readonly remote: boolean;
  readonly allowed: () => { readonly hosts: ReadonlySet<string>; readonly origins: ReadonlySet<string> };
  readonly labelPicture: (labelId: string, hashStart: string) => Uint8Array | null;
}

const pages: Readonly<Record<AccessSession['role'], (session: AccessSession) => string>> = {
  lane: (session) => `/kiosk/${session.laneId ?? ''}`,
  attendant: () => '/attendant',
  manager: () => '/back-office',
  engineer: () => '/back-office',
  inference: () => '/healthz',
};

/** The guard, the security headers, the way in (`/enter?code=…`) and the screens themselves. Must come before every other route. */
export function serveScreens(app: Express, parts: ScreenParts): void {
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    const refusal = refusalOf(request.headers, parts.allowed());
    if (refusal) response.status(refusal.status).json({ kind: refusal.kind, detail: 'This address is not one of the store’s own' });
    else next();
  });
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"],
        baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: parts.remote ? { maxAge: 86_400, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    // The path of the asking page tells which of a browser's sessions is meant; it stays within the store.
    referrerPolicy: { policy: 'same-origin' },
  }));
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'));
  app.get('/enter', (request, response) => enter(request, response, parts));
  app.use('/assets', express.static(path.join(parts.screensFolder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }));
  app.get('/label-pictures/:name', (request, response) => {
    const named = /^([0-9A-F]{12})-([0-9a-f]{16})\.png$/.exec(request.params.name);
    const picture = named && parts.sessions.of(request.headers.cookie).length > 0 ? parts.labelPicture(named[1]!, named[2]!) : null;
    if (picture) response.type('png').set('cache-control', 'private, max-age=86400').send(Buffer.from(picture));
    else response.status(404).end();
  });
  const page = (folder: string) => (request: IncomingMessage, response: Response) => {
    if (parts.sessions.of(request.headers.cookie).length === 0) return showNoWayIn(response, 401);
    response.set('cache-control', 'no-cache').sendFile(path.join(parts.screensFolder, folder, 'index.html'));
  };
  app.get(['/kiosk/:laneId', '/kiosk/:laneId/*rest'], page('kiosk'));
  app.get(['/attendant', '/attendant/*rest'], page('attendant'));
  app.get(['/back-office', '/back-office/*rest'], page('back-office'));
  app.get('/bench', page('bench'));
  app.get('/', (request, response) => {
    const session = parts.sessions.of(request.headers.cookie)[0];
    if (session) response.redirect(303, pages[session.role](session));
    else showNoWayIn(response, 401);
  });
}

function enter(request: IncomingMessage & { readonly query: Record<string, unknown> }, response: Response, parts: ScreenParts): void {
  const code = request.query['code'];
  const to = request.query['to'];
  const redeemed = typeof code === 'string' && code.length <= 100 ? parts.sessions.redeem(code, parts.remote) : null;
  if (!redeemed) return showNoWayIn(response, 403);
  response.cookie(parts.sessions.cookieName(redeemed.session), redeemed.token, { httpOnly: true, sameSite: 'strict', secure: parts.remote, path: '/', maxAge: 400 * 24 * 3_600_000 });
  const own = pages[redeemed.session.role](redeemed.session);
  response.redirect(303, to === '/bench' && redeemed.session.role === 'engineer' ? '/bench' : own);
}

function showNoWayIn(response: Response, status: 401 | 403): void {
  const text = status === 403
    ? ['这个入口码已用过或已过期。', '请重新启动门店获取新的地址，或在后台“连接与系统”中生成配对码。', 'This entry code was used already or is too old.', 'Start the store again for a new address, or make a pairing code in the back office under “Link and system”.']
    : ['请用门店启动时显示的地址打开本页面。', '在其他电脑上，请先在后台配对。', 'Open this screen by the address that was shown when the store started.', 'On another machine, pair it from the back office first.'];
  response.status(status).type('html').send(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>门店 Mendian</title>
<body style="font:18px/1.6 system-ui,sans-serif;margin:15vh auto;max-width:34rem;padding:0 1rem;color:#16211e;background:#fafaf7"><h1 style="color:#075646">门店 Mendian</h1>${text.map((line) => `<p>${line}</p>`).join('')}</body></html>`);
}
