/** Bugs that a person may plant, to see that the simulation finds them. */
export const plants = ['none', 'answer-before-commit', 'checkpoint-ahead', 'pass-over-unacknowledged'] as const;
export type Plant = (typeof plants)[number];
