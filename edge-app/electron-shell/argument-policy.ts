/**
 * Switches of Chromium and Node that would open a locked machine. The fuses close Node's; Chromium reads its own before any code of ours runs,
 * so a packaged app that sees one ends at once.
 */
const OPENING_SWITCHES = [
  '--remote-debugging-port', '--remote-debugging-pipe', '--remote-allow-origins', '--inspect', '--inspect-brk', '--inspect-port', '--js-flags', '--load-extension', '--disable-web-security', '--no-sandbox', '--disable-site-isolation-trials',
  '--host-rules', '--host-resolver-rules', '--proxy-server', '--ignore-certificate-errors', '--unsafely-treat-insecure-origin-as-secure', '--allow-file-access-from-files', '--user-data-dir', '--renderer-cmd-prefix', '--utility-cmd-prefix', '--gpu-launcher',
];

/** The first switch that a packaged app refuses to run with; null when there is none. */
export function refusedArgument(commandLine: readonly string[], isPackaged: boolean): string | null {
  if (!isPackaged) return null;
  return commandLine.map((word) => word.split('=')[0]!.toLowerCase()).find((name) => OPENING_SWITCHES.includes(name)) ?? null;
}
