import { fromProcess, type ToProcess } from './house-messages.ts';
import { afterExit, neverExited, type RestartHistory } from './restart-policy.ts';

/** One life of a process: an Electron utility process in the shell, a forked Node process in tests. */
export interface LivingProcess {
  send(message: ToProcess): void;
  /** Ends it at once. */
  kill(): void;
  onMessage(hear: (message: unknown) => void): void;
  onExit(hear: (code: number | null) => void): void;
}

export interface ProcessTrouble {
  readonly name: string;
  /** In the process's own words when it had time for some. */
  readonly detail: string;
  readonly quickExits: number;
  readonly retryInMs: number;
  readonly tellPeople: boolean;
}

export interface Supervision {
  send(message: ToProcess): void;
  /** A person asks for the next try now. Nothing happens while the process lives. */
  retryNow(): void;
  /** Asks it to end, makes it after {@link ENDS_WITHIN_MS}, and starts it no more. */
  stop(): Promise<void>;
}

export interface SuperviseParts {
  readonly name: string;
  /** May throw when it cannot even begin; that counts as an exit at once. */
  readonly start: () => LivingProcess;
  readonly nowMs: () => number;
  /** Runs the task after so long; the returned function calls it off. */
  readonly later: (ms: number, task: () => void) => () => void;
  /** Silence that counts as hanging, once it was ready. 'off' for a process without a heartbeat. */
  readonly silenceMs: number | 'off';
  readonly readyWithinMs: number;
  readonly onReady: (message: unknown) => void;
  readonly onDown: (trouble: ProcessTrouble) => void;
}

export const ENDS_WITHIN_MS = 8_000;

/** Keeps one process alive: restarts it when it ends, ends it when it hangs, and says when people have to know. */
export function supervise(parts: SuperviseParts): Supervision {
  let history: RestartHistory = neverExited;
  let living: LivingProcess | null = null;
  let stopped = false;
  let callOffRetry: () => void = () => undefined;
  let ended: () => void = () => undefined;

  const begin = (): void => {
    const startedMs = parts.nowMs();
    const planNext = (detail: string): void => {
      const decision = afterExit(history, parts.nowMs() - startedMs);
      ({ history } = decision);
      callOffRetry = parts.later(decision.afterMs, begin);
      parts.onDown({ name: parts.name, detail, quickExits: history.quickExits, retryInMs: decision.afterMs, tellPeople: decision.tellPeople });
    };
    let process: LivingProcess;
    try {
      process = parts.start();
    } catch (error) {
      return planNext(error instanceof Error ? error.message : String(error));
    }
    living = process;
    let lastWords: string | null = null;
    let callOffWatch: () => void = () => undefined;
    const watch = (limitMs: number | 'off', because: string): void => {
      callOffWatch();
      if (limitMs === 'off') return;
      callOffWatch = parts.later(limitMs, () => {
        lastWords ??= because;
        process.kill();
      });
    };
    watch(parts.readyWithinMs, `was not ready within ${parts.readyWithinMs / 1000} s`);
    process.onMessage((message) => {
      const heard = fromProcess.safeParse(message);
      if (!heard.success) return;
      if (heard.data.kind === 'fatal') lastWords = heard.data.detail;
      else watch(parts.silenceMs, 'gave no sign of life and was ended');
      if (heard.data.kind === 'ready') parts.onReady(message);
    });
    process.onExit((code) => {
      callOffWatch();
      living = null;
      ended();
      if (!stopped) planNext(lastWords ?? `ended with code ${code ?? 'unknown'}`);
    });
  };
  begin();

  return {
    send: (message) => living?.send(message),
    retryNow() {
      if (living || stopped) return;
      callOffRetry();
      begin();
    },
    async stop() {
      stopped = true;
      callOffRetry();
      if (!living) return;
      const gone = new Promise<void>((resolve) => (ended = resolve));
      living.send({ kind: 'shut-down' });
      const callOff = parts.later(ENDS_WITHIN_MS, () => living?.kill());
      await gone;
      callOff();
    },
  };
}
