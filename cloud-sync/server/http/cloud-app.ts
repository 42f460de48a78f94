import express, { type ErrorRequestHandler, type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { hqRoutes, type HqRouteParts } from '../hq-api/hq-routes.ts';
import { syncRoutes, type SyncRouteParts } from '../replication/sync-routes.ts';
import { metricsRoute, type MetricsParts } from './metrics-route.ts';
import { openApiRoutes } from './openapi-routes.ts';
import { requestNotes } from './request-notes.ts';
import { screenPages } from './screen-pages.ts';

export interface CloudAppParts extends SyncRouteParts, HqRouteParts, MetricsParts {
  readonly screensFolder: string | null;
  readonly accessRatePerMinute: number;
  readonly isReady: () => boolean;
  readonly monotonicMs: () => number;
}

/** Every HTTP route of head office. */
export function cloudApp(parts: CloudAppParts): Express {
  const { meter, log, storage, isReady, screensFolder, accessRatePerMinute } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use(requestNotes(parts));
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      // The component library writes its styles into the page; scripts come from here alone.
      directives: { defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'", 'ws:', 'wss:'], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"] },
    },
    // Plain HTTP on loopback is allowed; whoever ends TLS in front of this sets HSTS.
    strictTransportSecurity: false,
  }));

  app.get('/healthz', (_request, response) => { response.type('text').send('ok\n'); });
  app.get('/readyz', async (_request, response) => {
    await storage.db.selectFrom('counters').select('value').where('name', '=', 'feed').executeTakeFirstOrThrow();
    response.status(isReady() ? 200 : 503).type('text').send(isReady() ? 'ready\n' : 'stopping\n');
  });
  app.use(metricsRoute(parts));
  app.use(openApiRoutes());

  // Guessing is what these limits stop: codes have 60 bits, so the limit can be generous to five hundred stores behind one address.
  app.use(['/enrol', '/session', '/enter'], rateLimit({ windowMs: 60_000, limit: accessRatePerMinute, standardHeaders: 'draft-8', legacyHeaders: false, message: { kind: 'busy', retryAfterMs: 60_000 }, statusCode: 503 }));
  app.use(syncRoutes(parts));
  app.use(hqRoutes(parts));
  app.use(screenPages(screensFolder));
  app.use((_request, response) => { response.status(404).json({ kind: 'not-found', detail: 'There is nothing here' }); });

  const failed: ErrorRequestHandler = (error: { readonly status?: number; readonly type?: string }, request, response, next) => {
    if (response.headersSent) { next(error); return; }
    if (error.type === 'entity.too.large') { response.status(413).json({ kind: 'too-large' }); return; }
    if (error.status !== undefined && error.status < 500) { response.status(error.status).json({ kind: 'bad-request', detail: 'The request cannot be read' }); return; }
    meter.count('requests_failed', 1);
    log.error('request-failed', { requestId: String(response.locals['requestId']), path: request.path, error: error instanceof Error ? error.stack : String(error) });
    response.status(503).json({ kind: 'busy', retryAfterMs: 5000 });
  };
  app.use(failed);
  return app;
}
