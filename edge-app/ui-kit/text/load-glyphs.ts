import type { TextTable } from './text-table.ts';

/**
 * Chinese glyphs come in slices, fetched when first drawn. What a screen says when its server is gone must be drawable then,
 * so the slices of these words are fetched while there is a server.
 */
export function loadGlyphs(tables: readonly TextTable[]): void {
  const glyphs = [...new Set(tables.flatMap((table) => Object.values(table)).flatMap(({ zh, en }) => [...zh, ...en]))].join('');
  // A slice that cannot be fetched now is fetched when it is drawn; there is nobody to tell.
  void document.fonts.load("400 16px 'Noto Sans SC Variable'", glyphs).catch(() => {});
}
