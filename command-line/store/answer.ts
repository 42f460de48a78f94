import { WrongChoice } from './store-choice.ts';

/** Progress goes to standard error, so that standard output holds answers alone. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Prints the answer of a verb: JSON on one line, or the words for a person. */
export const answer = (json: boolean, value: unknown, words: string): void => void process.stdout.write(`${json ? JSON.stringify(value) : words}\n`);

/** Runs a verb: its number is the exit code. What cannot be done is said in one line, without a stack, and ends with 2. */
export const orSayWhy = async (json: boolean, verb: () => Promise<number> | number): Promise<void> => {
  try {
    process.exitCode = await verb();
  } catch (error) {
    const isExpected = error instanceof WrongChoice || (error instanceof Error && 'code' in error);
    if (!isExpected) throw error;
    answer(json, { ok: false, error: { kind: 'cannot', message: (error as Error).message } }, `Cannot: ${(error as Error).message}`);
    process.exitCode = 2;
  }
};
