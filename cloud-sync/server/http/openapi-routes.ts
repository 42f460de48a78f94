import { Router } from 'express';
import { openApiDocument } from './openapi-document.ts';

type Document = ReturnType<typeof openApiDocument>;

/** `GET /openapi.json`, and `GET /openapi`: the same to read, without any script. Made at the first request. */
export function openApiRoutes(): Router {
  const routes = Router();
  let made: { readonly json: string; readonly page: string } | null = null;
  const make = () => {
    const document = openApiDocument();
    return made ??= { json: JSON.stringify(document), page: pageOf(document) };
  };
  routes.get('/openapi.json', (_request, response) => { response.type('application/json').send(make().json); });
  routes.get('/openapi', (_request, response) => { response.type('html').send(make().page); });
  return routes;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function pageOf({ info, paths = {} }: Document): string {
  const sections = Object.entries(paths).flatMap(([path, item]) => (['get', 'post'] as const).flatMap((method) => {
    const operation = item[method];
    if (operation === undefined) return [];
    const who = operation.security?.flatMap((one) => Object.keys(one)).join(', ') || 'anyone';
    const asks = operation.requestBody !== undefined && 'content' in operation.requestBody ? operation.requestBody.content['application/json'] : undefined;
    const responses = Object.entries(operation.responses ?? {}).map(([status, answer]) => `<li><b>${status}</b> ${escaped('description' in answer ? answer.description ?? '' : '')}</li>`);
    return [`<section><h2><code>${method.toUpperCase()} ${escaped(path)}</code></h2><p>${escaped(operation.summary ?? '')} <small>(${escaped(who)})</small></p>${asks === undefined ? '' : `<details><summary>asks</summary><pre>${escaped(JSON.stringify(asks, null, 2))}</pre></details>`}<ul>${responses.join('')}</ul></section>`];
  }));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(info.title)}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}section{border-top:1px solid #ccc}h2{font-size:1.1rem}pre{overflow:auto;background:#f5f3ee;padding:1rem}</style><h1>${escaped(info.title)}</h1><p>${escaped(info.description ?? '')} <a href="/openapi.json">openapi.json</a></p>${sections.join('')}</html>`;
}
