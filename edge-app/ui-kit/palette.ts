/** The colours and measures of every screen, by name. `tokens.css` says the same for stylesheets (held equal by a test). */
export const palette = {
  paper: '#FAFAF7', sand: '#EFECE4', white: '#FFFFFF', line: '#D9D5CA', ink: '#16211E', inkSoft: '#55605C', jade: '#0A7C66', jadeDeep: '#075646', jadePale: '#E1F0EB',
  success: '#1F8A4C', successDeep: '#17703C', successPale: '#E3F2E8', warning: '#B86A12', warningDeep: '#8A4D08', warningPale: '#FBEEDB', danger: '#C0322A', dangerDeep: '#98231D', dangerPale: '#FBE6E4', info: '#2457C5', infoPale: '#E5ECFA',
} as const;

/** WCAG 2.2 relative luminance contrast of two `#rrggbb` colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
