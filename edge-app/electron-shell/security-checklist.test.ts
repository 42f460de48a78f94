import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serveScreens } from '../store-runtime/store-api/screen-routes.ts';
import { refusedArgument } from './argument-policy.ts';
import { isAllowedMessage, shellChannels } from './ipc-channels.ts';
import { mayDownload, mayHavePermission, mayRequest, policyFaults } from './session-policy.ts';
import { shellAnswer, SHELL_PAGE_POLICY } from './shell-pages.ts';
import { isOwnOrigin, mayNavigate, pagesOf, partitionOf, webPreferencesOf, windowOpenAnswer } from './window-policy.ts';

/** Every item of Electron's checklist (electronjs.org/docs/latest/tutorial/security) by its number and name. */
const here = import.meta.dirname;
const sources = readdirSync(here).filter((name) => /\.(ts|cjs)$/.test(name) && !name.endsWith('.test.ts')).map((name) => ({ name, text: readFileSync(path.join(here, name), 'utf8') }));
const origin = 'http://127.0.0.1:8400';
const preferences = webPreferencesOf({ preload: '/app/preload.cjs', partition: 'window-lane1', isPackaged: true });
const lane1 = { storeOrigin: origin, paths: pagesOf('lane1') };
const builderText = readFileSync(path.join(here, '../../electron-builder.yml'), 'utf8');
const fuses = Object.fromEntries([.../^electronFuses:\n((?:  \w+: (?:true|false)\n)+)/m.exec(builderText)![1]!.matchAll(/(\w+): (true|false)/g)].map(([, fuse, state]) => [fuse, state === 'true']));

describe('Electron’s security checklist', () => {
  test('1. Only load secure content: nothing but this machine’s own store and what a page made itself', () => {
    for (const url of [`${origin}/kiosk/lane1`, `ws://127.0.0.1:8400/live`, `blob:${origin}/x`, 'data:image/png;base64,AA']) expect(mayRequest(origin, url)).toBe(true);
    for (const url of ['http://example.com/', 'https://example.com/', 'http://127.0.0.1:9/', 'ws://127.0.0.1:9/live', 'http://localhost:8400/', 'file:///etc/passwd', 'ftp://127.0.0.1:8400/', 'not a url']) expect(mayRequest(origin, url)).toBe(false);
    expect(mayRequest(null, `${origin}/`)).toBe(false);
    expect(mayRequest('https://example.com', 'https://example.com/')).toBe(false);
  });
  test('2. Do not enable Node.js integration for remote content', () => {
    expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false });
  });
  test('3. Enable context isolation', () => expect(preferences.contextIsolation).toBe(true));
  test('4. Enable process sandboxing, for every window and for the whole app', () => {
    expect(preferences.sandbox).toBe(true);
    expect(sources.find(({ name }) => name === 'main.ts')!.text).toContain('app.enableSandbox()');
  });
  test('5. Handle session permission requests: none is granted', () => {
    for (const permission of ['media', 'geolocation', 'notifications', 'hid', 'serial', 'usb', 'openExternal', 'clipboard-read', 'fullscreen', 'anything-new']) expect(mayHavePermission(permission)).toBe(false);
  });
  test('6. Do not disable webSecurity', () => expect(preferences.webSecurity).toBe(true));
  test('7. Define a content security policy: the store’s own pages pass, a page with a hole is never shown', async () => {
    const app = express();
    const allowed = { hosts: new Set<string>(), origins: new Set<string>() };
    serveScreens(app, { sessions: { of: () => [] } as never, screensFolder: '/nowhere', remote: false, allowed: () => allowed, labelPicture: () => null });
    const server = createServer(app);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    allowed.hosts.add(at);
    const { headers } = await fetch(`http://${at}/`);
    server.close();
    expect(policyFaults({ 'Content-Security-Policy': [headers.get('content-security-policy')!] })).toEqual([]);
    expect(policyFaults({ 'content-security-policy': [SHELL_PAGE_POLICY] })).toEqual([]);
    expect(policyFaults({})).toEqual(['no content security policy']);
    const safe = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'";
    for (const hole of ["'unsafe-eval'", "'unsafe-inline'", "'wasm-unsafe-eval'", 'https:', '*', 'https://cdn.example', 'data:']) expect(policyFaults({ 'content-security-policy': [`${safe} ${hole}`] })).toHaveLength(1);
    expect(policyFaults({ 'content-security-policy': ["default-src 'self'"] }).length).toBeGreaterThan(0);
  });
  test('8. Do not allow running insecure content', () => expect(preferences.allowRunningInsecureContent).toBe(false));
  test('9. Do not enable experimental features', () => expect(preferences.experimentalFeatures).toBe(false));
  test('10. Do not use enableBlinkFeatures', () => expect(Object.keys(preferences)).not.toContain('enableBlinkFeatures'));
  test('11. No <webview>, so none that allows popups', () => expect(preferences.webviewTag).toBe(false));
  test('12. A <webview> that appears all the same is not attached', () => {
    expect(sources.find(({ name }) => name === 'guard-contents.ts')!.text).toContain("contents.on('will-attach-webview', (event) => event.preventDefault())");
  });
  test('13. Limit navigation: a lane’s window reaches its lane, the store’s door and nothing else', () => {
    for (const url of [`${origin}/`, `${origin}/enter?code=x`, `${origin}/kiosk/lane1`, `${origin}/kiosk/lane1/pay`, 'mendian-shell://pages/']) expect(mayNavigate(lane1, url)).toBe(true);
    for (const url of [`${origin}/kiosk/lane2`, `${origin}/kiosk/lane10`, `${origin}/back-office`, `${origin}/kiosk/lane1/../../back-office`, 'http://127.0.0.1:9/kiosk/lane1', 'http://localhost:8400/', 'http://127.0.0.1.example.com:8400/',
      'http://127.0.0.1:8400@example.com/', 'http://user@127.0.0.1:8400/', 'https://127.0.0.1:8400/', 'file:///', 'javascript:alert(1)', 'mendian-shell://other/', 'about:blank', '']) expect([url, mayNavigate(lane1, url)]).toEqual([url, false]);
    expect(mayNavigate({ storeOrigin: null, paths: lane1.paths }, `${origin}/`)).toBe(false);
    expect(mayNavigate({ storeOrigin: 'https://example.com', paths: [/.*/] }, 'https://example.com/')).toBe(false);
    fc.assert(fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => mayNavigate(lane1, url) === false && mayRequest(origin, url) === false));
    fc.assert(fc.property(fc.string(), (text) => !mayNavigate(lane1, text) || new URL(text).origin === origin || text.startsWith('mendian-shell:')));
    expect(pagesOf('no such screen')).toHaveLength(2);
  });
  test('14. Disable the creation of new windows', () => expect(windowOpenAnswer.action).toBe('deny'));
  test('15. shell.openExternal is used nowhere', () => {
    for (const { name, text } of sources) expect([name, /openExternal\(|shell\.openPath|import[^;]*\bshell\b[^;]*from 'electron'/.test(text)]).toEqual([name, false]);
  });
  test('16. The Electron that is packed is the one that is installed and type-checked', () => {
    const installed = JSON.parse(readFileSync(path.join(here, '../../node_modules/electron/package.json'), 'utf8')) as { version: string };
    expect(builderText).toContain(`electronVersion: ${installed.version}\n`);
  });
  test('17. Every IPC channel has a schema and a sender, and nothing listens beside them', () => {
    const ours = { url: 'mendian-shell://pages/', isTopFrame: true };
    expect(isAllowedMessage('retry-now', ours, [])).toBe(true);
    expect(isAllowedMessage('retry-now', ours, ['more'])).toBe(false);
    for (const sender of [null, { ...ours, isTopFrame: false }, { ...ours, url: `${origin}/kiosk/lane1` }, { ...ours, url: 'mendian-shell://pages.example/' }, { ...ours, url: '' }]) expect(isAllowedMessage('retry-now', sender, [])).toBe(false);
    const handled = sources.flatMap(({ text }) => [...text.matchAll(/ipcMain\.\w+\('([^']+)'/g)].map((match) => match[1]));
    const invoked = sources.flatMap(({ text }) => [...text.matchAll(/ipcRenderer\.\w+\('([^']+)'/g)].map((match) => match[1]));
    expect(handled).toEqual(Object.keys(shellChannels));
    expect(invoked).toEqual(Object.keys(shellChannels));
    expect(sources.find(({ name }) => name === 'main.ts')!.text.match(/ipcMain\.handle\(/g)).toHaveLength(sources.find(({ name }) => name === 'main.ts')!.text.match(/isAllowedMessage\('/g)!.length);
  });
  test('18. No file:// page: the shell’s own pages come from memory and carry their policy', () => {
    for (const { name, text } of sources) expect([name, /loadFile\(|['"`]file:\/\//.test(text)]).toEqual([name, false]);
    expect(shellAnswer('/', { kind: 'trouble', detail: '<script>alert(1)</script>', retryInMs: 60_000 })!.body).not.toContain('<script>alert');
    expect(shellAnswer('/../main.cjs', { kind: 'starting' })).toBeNull();
  });
  test('19. Fuses: every one has a decided state', () => {
    expect(fuses).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false,
    });
  });
  test('20. No Electron API reaches a page: one verb, on the shell’s own page only', () => {
    const preload = sources.find(({ name }) => name === 'preload.ts')!.text;
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(preload).toContain("if (window.location.protocol === 'mendian-shell:')");
    expect(preload).toContain("{ retryNow: () => void ipcRenderer.invoke('retry-now') }");
  });
});

describe('beyond the checklist', () => {
  test('a packaged app does not run with switches that open it', () => {
    expect(refusedArgument(['--config', 'x', '--remote-debugging-port=9222'], true)).toBe('--remote-debugging-port');
    expect(refusedArgument(['--INSPECT'], true)).toBe('--inspect');
    expect(refusedArgument(['--remote-debugging-port=9222'], false)).toBeNull();
    expect(refusedArgument(['--config', '/etc/mendian/store.json', '--ozone-platform=wayland'], true)).toBeNull();
  });
  test('developer tools exist in development only', () => {
    expect(preferences.devTools).toBe(false);
    expect(webPreferencesOf({ preload: '', partition: '', isPackaged: false }).devTools).toBe(true);
  });
  test('two windows never share a cookie, and none outlives the app', () => {
    expect(partitionOf('lane1')).not.toBe(partitionOf('lane2'));
    expect(partitionOf('lane1').startsWith('persist:')).toBe(false);
  });
  test('a shopper’s screen saves nothing; a desk saves what the page itself made', () => {
    expect(mayDownload('desk', `blob:${origin}/1`, origin)).toBe(true);
    expect(mayDownload('desk', 'http://example.com/x.exe', origin)).toBe(false);
    expect(mayDownload('kiosk', `blob:${origin}/1`, origin)).toBe(false);
  });
  test('only a loopback address with a port is a store’s origin', () => {
    for (const one of ['http://127.0.0.1', 'http://localhost:1', 'https://127.0.0.1:1', 'http://127.0.0.1:1.example.com']) expect(isOwnOrigin(one)).toBe(false);
  });
});
