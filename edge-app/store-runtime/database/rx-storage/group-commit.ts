import type { Connection } from './open-connection.ts';

/** Writes of one event-loop turn that wait at most; one more and the turn is committed early. Bounds memory, never refuses. */
const MAX_WAITING_WRITES = 1_000;

/** Runs inside the transaction and must only touch the database; what it returns runs after the commit and gives the writer's answer. */
export type Write<T> = () => () => T;

export type GroupCommit = {
  /** Resolves after the commit is on the disk; rejects if this write (alone) fails or the commit does. Writes happen in the order of the calls. */
  readonly write: <T>(write: Write<T>) => Promise<T>;
  /** Commits what waits, now. */
  readonly flush: () => void;
};

type Waiting = { readonly write: Write<unknown>; readonly resolve: (value: unknown) => void; readonly reject: (reason: unknown) => void };

/** All writes of one event-loop turn share one transaction, and so one wait for the disk. */
export function openGroupCommit(connection: Connection): GroupCommit {
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const rollback = connection.prepare('ROLLBACK');
  let waiting: Waiting[] = [];

  const rollBack = (): void => {
    if (connection.open && connection.inTransaction) rollback.run();
  };

  const commitTogether = (group: readonly Waiting[]): void => {
    const finished: (() => unknown)[] = [];
    let failed: unknown;
    let hasFailed = false;
    try {
      begin.run();
      for (const { write } of group) {
        try {
          finished.push(write());
        } catch (error) {
          failed = error;
          hasFailed = true;
          break;
        }
      }
      if (!hasFailed) commit.run();
    } catch (error) {
      rollBack();
      for (const { reject } of group) reject(error);
      return;
    }
    if (!hasFailed) {
      group.forEach(({ resolve, reject }, index) => settle(finished[index]!, resolve, reject));
      return;
    }
    rollBack();
    // One write must not fail its neighbours: nothing of the group was kept, so each is tried again by itself.
    if (group.length === 1) group[0]!.reject(failed);
    else for (const one of group) commitTogether([one]);
  };

  const flush = (): void => {
    const group = waiting;
    waiting = [];
    if (group.length > 0) commitTogether(group);
  };

  return {
    write: <T>(write: Write<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ write, resolve: resolve as (value: unknown) => void, reject });
        if (waiting.length === 1) setImmediate(flush);
        else if (waiting.length >= MAX_WAITING_WRITES) flush();
      }),
    flush,
  };
}

function settle(afterCommit: () => unknown, resolve: (value: unknown) => void, reject: (reason: unknown) => void): void {
  try {
    resolve(afterCommit());
  } catch (error) {
    reject(error);
  }
}
