import { spawn } from 'node:child_process';
import { ensureInstalled, node24, rootFolder, withNode24 } from './install.mjs';

/** `npm start`: installs what is missing, then hands over to `mendian start` on the project's own Node. */
await ensureInstalled();
const child = spawn(node24, ['command-line/mendian.ts', 'start', ...process.argv.slice(2)], { cwd: rootFolder, stdio: 'inherit', env: withNode24(), shell: process.platform === 'win32' });
// Ctrl-C reaches the whole process group; a signal sent to this process alone is passed on. Either way the child ends first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGINT' ? 'SIGTERM' : signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
