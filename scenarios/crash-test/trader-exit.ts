/** The exit code of a trading process that could not write any more. */
export const GAVE_UP = 3;
