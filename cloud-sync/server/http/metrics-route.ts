import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import type { CloudStorage } from '../storage/cloud-storage.ts';
import type { CloudGauges, CloudMeter } from './cloud-meter.ts';

export interface MetricsParts { readonly meter: CloudMeter; readonly storage: CloudStorage; readonly gauges: () => CloudGauges; readonly metricsToken: string | null; readonly nowMs: () => number; readonly sha256Hex: (text: string) => string }

/** `GET /metrics`. Figures of a business are nobody's business: without a token only this machine reads them, with one whoever bears it. */
export function metricsRoute({ meter, storage: { db }, gauges, metricsToken, nowMs, sha256Hex }: MetricsParts): Router {
  const routes = Router();
  const same = (one: string, other: string) => timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
  const mayRead = ({ headers, socket }: Request): boolean => (metricsToken === null
    ? ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined
    : same(headers.authorization ?? '', `Bearer ${metricsToken}`));

  routes.get('/metrics', async (request, response) => {
    if (!mayRead(request)) { response.status(metricsToken === null ? 403 : 401).end(); return; }
    const stores = await db.selectFrom('stores').select(['storeId', 'stateText', 'lastHeardMs']).execute();
    const open = await db.selectFrom('quarantine').select(['storeId', (select) => select.fn.countAll<number>().as('count')]).where('state', '=', 'open').groupBy('storeId').execute();
    const quarantined = new Map(open.map(({ storeId, count }) => [storeId, Number(count)]));
    response.set('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(await meter.text(gauges(), stores.map(({ storeId, stateText, lastHeardMs }) => ({
      storeId, entriesWaiting: stateText === null ? 0 : (JSON.parse(stateText) as { readonly entriesWaiting: number }).entriesWaiting,
      ageSeconds: lastHeardMs === null ? null : Math.round((nowMs() - lastHeardMs) / 1000), quarantined: quarantined.get(storeId) ?? 0,
    }))));
  });
  return routes;
}
