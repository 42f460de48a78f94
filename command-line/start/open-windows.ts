import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Opens the Electron windows where a display and the Electron binary exist. The binary does not come with the npm package's install;
 * where it is missing the screens are simply opened in a browser by their addresses.
 */
export function openWindows(root: string, screens: readonly { readonly screen: string; readonly url: string }[], say: (text: string) => void): void {
  const pathFile = path.join(root, 'node_modules', 'electron', 'path.txt');
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  const binary = existsSync(pathFile) ? path.join(root, 'node_modules', 'electron', 'dist', readFileSync(pathFile, 'utf8').trim()) : null;
  if (!hasDisplay || !binary || !existsSync(binary)) {
    say(`\nNo ${hasDisplay ? 'Electron binary' : 'display'} here: open the addresses in a browser. 请在浏览器中打开以上地址。`);
    return;
  }
  const shell = spawn(binary, [path.join(root, 'edge-app', 'electron-shell', 'dev-entry.cjs'), '--attach', JSON.stringify(screens)], { stdio: 'ignore', detached: false });
  shell.once('error', (error) => say(`The Electron windows did not open: ${error.message}`));
}
