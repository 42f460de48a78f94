import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

/** A process of the house, and the message with which it said that it is ready. */
export interface HouseProcess<Ready> {
  readonly name: string;
  readonly processId: number;
  readonly ready: Ready;
  readonly ended: Promise<{ readonly code: number | null; readonly because: string | null }>;
  /** Asks it to end, then makes it: 8 s for its own `shut-down`, 2 s after SIGTERM. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const OWN_END_MS = 8_000;
const TERM_MS = 2_000;

/**
 * Starts a process of the house and waits for its `ready`. They speak five messages: out `ready`, `heartbeat`, `fatal`; in `shut-down`, `lock`.
 * What it writes goes to `<logFolder>/<name>.log`. A process whose starter is gone ends by itself.
 */
export async function startHouseProcess<Ready>(parts: { readonly name: string; readonly entry: string; readonly args: readonly string[]; readonly logFolder: string; readonly cwd: string }): Promise<HouseProcess<Ready>> {
  mkdirSync(parts.logFolder, { recursive: true });
  const log = createWriteStream(path.join(parts.logFolder, `${parts.name}.log`), { flags: 'a' });
  const child = fork(path.join(parts.cwd, parts.entry), [...parts.args], { cwd: parts.cwd, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
  child.stdout!.pipe(log, { end: false });
  child.stderr!.pipe(log, { end: false });
  let fatal: string | null = null;
  const ended = new Promise<{ code: number | null; because: string | null }>((resolve) => child.once('exit', (code, signal) => resolve({ code, because: fatal ?? (signal ? `signal ${signal}` : null) })));
  const ready = await new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${parts.name} did not become ready within ${READY_WITHIN_MS / 1000} s; see ${path.join(parts.logFolder, `${parts.name}.log`)}`)), READY_WITHIN_MS);
    child.on('message', (message: { kind?: string; detail?: string }) => {
      if (message.kind === 'fatal') fatal = message.detail ?? 'unknown';
      if (message.kind !== 'ready') return;
      clearTimeout(late);
      resolve(message as Ready);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      reject(new Error(`${parts.name} ended while starting: ${fatal ?? signal ?? `code ${code}`}; see ${path.join(parts.logFolder, `${parts.name}.log`)}`));
    });
  }).catch(async (error: unknown) => {
    await stopChild(child);
    throw error;
  });
  return { name: parts.name, processId: child.pid!, ready, ended, stop: () => stopChild(child) };
}

async function stopChild(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));
  const within = (ms: number): Promise<boolean> => Promise.race([gone.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, ms, false).unref())]);
  if (child.connected) child.send({ kind: 'shut-down' });
  if (await within(OWN_END_MS)) return;
  child.kill('SIGTERM');
  if (await within(TERM_MS)) return;
  child.kill('SIGKILL');
  await gone;
}
