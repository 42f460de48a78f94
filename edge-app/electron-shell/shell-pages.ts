/** The shell's own pages, shown while no store answers. Their scheme is served from memory: no file:// page exists (Electron security checklist, 18). */
export const SHELL_SCHEME = 'mendian-shell';
export const SHELL_ORIGIN = `${SHELL_SCHEME}://pages`;

export type ShellPage =
  | { readonly kind: 'starting' }
  /** No configuration, or one that is not right: a person has to do something on this machine. */
  | { readonly kind: 'not-set-up'; readonly detail: string; readonly places: readonly string[] }
  | { readonly kind: 'trouble'; readonly detail: string; readonly retryInMs: number };

export const SHELL_PAGE_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What `mendian-shell://pages/<path>` answers; null for a path that is none. */
export function shellAnswer(pathname: string, page: ShellPage): { readonly contentType: string; readonly body: string } | null {
  if (pathname === '/') return { contentType: 'text/html; charset=utf-8', body: htmlOf(page) };
  if (pathname === '/page.css') return { contentType: 'text/css; charset=utf-8', body: STYLE };
  if (pathname === '/page.js') return { contentType: 'text/javascript; charset=utf-8', body: SCRIPT };
  return null;
}

function htmlOf(page: ShellPage): string {
  const { zh, en } = wordsOf(page);
  const button = page.kind === 'starting' ? '' : '<p><button id="retry" type="button">现在重试 · Try now</button></p>';
  const detail = page.kind === 'starting' ? '' : `<pre>${escapeHtml(page.detail)}</pre>`;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>门店 Mendian</title><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>门店 Mendian</h1>${zh.map(paragraph).join('')}${en.map((line) => `<p lang="en">${escapeHtml(line)}</p>`).join('')}${detail}${button}</main><script src="/page.js"></script></body></html>`;
}

function wordsOf(page: ShellPage): { readonly zh: readonly string[]; readonly en: readonly string[] } {
  switch (page.kind) {
    case 'starting':
      return { zh: ['门店正在启动，请稍候。'], en: ['The store is starting.'] };
    case 'not-set-up':
      return {
        zh: ['这台电脑还没有配置好。请放置门店配置文件后重试：', page.places.join('，')],
        en: ['This machine is not set up yet. Put the store’s configuration there and try again:', page.places.join(', ')],
      };
    case 'trouble':
      return {
        zh: [`门店程序无法保持运行，将在 ${Math.round(page.retryInMs / 1000)} 秒后重试。已完成的交易不会丢失。`, '请通知店长；原因如下：'],
        en: [`The store does not stay up; the next try comes in ${Math.round(page.retryInMs / 1000)} s. No completed sale is lost.`, 'Please tell the manager. The reason:'],
      };
  }
}

const paragraph = (line: string): string => `<p>${escapeHtml(line)}</p>`;
const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `body{margin:0;background:#fafaf7;color:#16211e;font:20px/1.6 "Noto Sans SC",system-ui,sans-serif}main{max-width:40rem;margin:14vh auto 0;padding:0 1.5rem}
h1{color:#075646}[lang=en]{color:#5b6662}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#efece4;border-radius:12px;padding:1rem;font-size:16px}
button{min-height:64px;padding:0 2rem;border:0;border-radius:12px;background:#0a7c66;color:#fff;font:inherit}button:disabled{background:#5b6662}`;

const SCRIPT = `const retry = document.getElementById('retry');
if (retry) retry.addEventListener('click', () => { retry.disabled = true; window.mendianShell.retryNow(); });`;
