/** What a story ends with: whether everything held, and the counts that say so. */
export interface Ending {
  readonly ok: boolean;
  readonly counts: Readonly<Record<string, unknown>>;
}

export type Say = (text: string) => void;

/** A whole-store story that a person can play: `npm run scenario -- <name> [--its options] [--json]`. */
export interface Story {
  /** Its options, all numbers, with their values when not given. */
  readonly options: Readonly<Record<string, number>>;
  play(options: Readonly<Record<string, number>>, say: Say): Promise<Ending>;
}

/** Binds a story to its options, so that what it reads is what the command line offers. */
export const story = <Options extends Readonly<Record<string, number>>>(options: Options, play: (options: { readonly [name in keyof Options]: number }, say: Say) => Promise<Ending>): Story => ({
  options,
  play: (given, say) => play({ ...options, ...given }, say),
});
