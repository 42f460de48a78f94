import { PosError } from './device-driver.ts';

/** Runs one action at a time, in the order asked: a question and its answer are never torn apart by another question. */
export type TakeTurn = <T>(action: () => Promise<T>) => Promise<T>;

/** Rejects with `PosError` E_BUSY when `waitingLimit` actions wait already. */
export const openTurns = (waitingLimit: number): TakeTurn => {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (action) => {
    if (waiting >= waitingLimit) throw new PosError('E_BUSY', `${waiting} commands wait for this device already.`);
    waiting += 1;
    const turn = last.then(action, action);
    last = turn.then(() => undefined, () => undefined);
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  };
};
