import react from '@vitejs/plugin-react';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const repository = resolve(import.meta.dirname, '..');

/** Every page of the product: where it is served from (`build/screens/<name>/index.html`) and the file it starts at. */
const pages: Readonly<Record<string, string>> = {
  kiosk: 'edge-app/kiosk-ui/index.html',
  attendant: 'edge-app/kiosk-ui/attendant.html',
  'back-office': 'edge-app/back-office-ui/index.html',
  bench: 'edge-app/bench-ui/index.html',
  hq: 'cloud-sync/hq-web/index.html',
};

/** Vite lays pages out by source path; the servers want one folder a page. Assets are absolute, so a page may move. */
const onePageOneFolder: Plugin = {
  name: 'one-page-one-folder',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const [name, path] of Object.entries(pages)) {
      const page = bundle[path];
      if (page?.type !== 'asset') continue;
      delete bundle[path];
      this.emitFile({ type: 'asset', fileName: `${name}/index.html`, source: page.source });
    }
  },
};

/** One build for all pages that exist. Nothing is inlined: the pages run under a policy without inline scripts, `eval` or `data:` fonts. */
export default defineConfig({
  root: repository,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [react(), onePageOneFolder],
  build: {
    outDir: resolve(repository, 'build/screens'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'chrome120',
    chunkSizeWarningLimit: 2500,
    rollupOptions: {
      // Screens take words and types from the model, not its schemas: building a schema has no effect, and zod's probe for `eval` would break the policy.
      treeshake: { manualPureFunctions: ['z'] },
      input: Object.fromEntries(Object.entries(pages).flatMap(([name, path]) => (existsSync(resolve(repository, path)) ? [[name, resolve(repository, path)]] : []))),
    },
  },
});
