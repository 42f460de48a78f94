import path from 'node:path';
import { utilityProcess } from 'electron';
import { openBoundedLog } from './bounded-log.ts';
import type { LivingProcess } from './supervise.ts';

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts a bundled program as a utility process: the RunAsNode fuse is off, so Node's own `fork` would start nothing. */
export function startUtilityChild(parts: { readonly name: string; readonly entry: string; readonly args: readonly string[]; readonly logFolder: string }): LivingProcess {
  const child = utilityProcess.fork(parts.entry, [...parts.args], { serviceName: parts.name, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = openBoundedLog(path.join(parts.logFolder, `${parts.name}.log`), LOG_LIMIT_BYTES);
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Uint8Array) => log.write(chunk));
  child.once('exit', () => void log.close());
  return {
    send: (message) => child.postMessage(message),
    kill: () => void child.kill(),
    onMessage: (hear) => void child.on('message', hear),
    onExit: (hear) => void child.once('exit', hear),
  };
}
