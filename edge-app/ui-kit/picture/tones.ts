/** The tones a product picture is drawn in, all from its one colour. */
export interface Tones { readonly base: string; readonly deep: string; readonly pale: string; readonly glow: string }

export const tonesOf = (colour: string): Tones => ({ base: colour, deep: mixed(colour, '#16211e', 0.32), pale: mixed(colour, '#ffffff', 0.45), glow: mixed(colour, '#ffffff', 0.86) });

/** `share` of `other` mixed into `colour`, both `#rrggbb`. */
export function mixed(colour: string, other: string, share: number): string {
  const channel = (start: number): string => {
    const from = Number.parseInt(colour.slice(start, start + 2), 16);
    const to = Number.parseInt(other.slice(start, start + 2), 16);
    return Math.round(from + (to - from) * share).toString(16).padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}
