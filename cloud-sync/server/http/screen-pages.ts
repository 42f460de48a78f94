import express, { Router } from 'express';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The built page of head office (`hq/index.html` of `folder`, its files in `assets`) under `/hq/`; every path below is a place inside the page. */
export function screenPages(folder: string | null): Router {
  const pages = Router();
  pages.get('/', (_request, response) => response.redirect('/hq/'));
  if (folder !== null) {
    // Names of built files hold the hash of what is in them.
    pages.use('/assets', express.static(join(folder, 'assets'), { index: false, dotfiles: 'allow', immutable: true, maxAge: '1y' }));
  }
  pages.get(/^\/hq(\/[^.]*)?$/, (_request, response) => {
    const index = folder === null ? null : resolve(folder, 'hq', 'index.html');
    if (index !== null && existsSync(index)) response.set('cache-control', 'no-cache').sendFile(index, { dotfiles: 'allow' });
    else response.status(503).type('text/plain; charset=utf-8').send('The pages of head office are not built: npm run build:screens\n总部页面尚未构建：npm run build:screens\n');
  });
  return pages;
}
