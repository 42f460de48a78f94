import express, { Router } from 'express';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The built pages of head office under `/hq/`; a path that is no file is a place inside the page. */
export function screenPages(folder: string | null): Router {
  const pages = Router();
  pages.get('/', (_request, response) => response.redirect('/hq/'));
  const index = folder === null ? null : join(folder, 'index.html');
  if (folder === null || index === null || !existsSync(index)) {
    pages.get(/^\/hq(\/.*)?$/, (_request, response) => {
      response.status(503).type('text/plain; charset=utf-8').send('The pages of head office are not built: npm run build:screens\n总部页面尚未构建：npm run build:screens\n');
    });
    return pages;
  }
  pages.use('/hq', express.static(folder, { index: 'index.html', maxAge: '1h', setHeaders: (response, path) => { if (path.endsWith('.html')) response.setHeader('cache-control', 'no-cache'); } }));
  pages.get(/^\/hq\/[^.]*$/, (_request, response) => response.set('cache-control', 'no-cache').sendFile(index));
  return pages;
}
