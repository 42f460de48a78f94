/** What a story ends with: whether everything held, and the counts that say so. */
export interface Ending {
  readonly ok: boolean;
  readonly counts: Readonly<Record<string, number | string | boolean>>;
}

export interface StoryOptions {
  readonly seed: number;
  /** How often the story's trouble happens: cuts, changes. */
  readonly times: number;
  readonly say: (text: string) => void;
}

export type Story = (options: StoryOptions) => Promise<Ending>;
