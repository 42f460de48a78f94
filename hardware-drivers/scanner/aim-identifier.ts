/** A scan without its AIM symbology identifier (ISO/IEC 15424: ']', a letter for the symbology, a digit for what was done to it). */
export interface IdentifiedText {
  /** As ']E0', or null when the scanner sends none. */
  readonly aimId: string | null;
  readonly text: string;
}

export const splitAimId = (scan: string): IdentifiedText => {
  const match = /^\][A-Za-z][0-9A-Za-z]/.exec(scan);
  return match === null ? { aimId: null, text: scan } : { aimId: match[0], text: scan.slice(3) };
};
