/** One column of an exported table: `cell` gives the raw value, never a formatted one, so that a spreadsheet can reckon with it. */
export interface CsvColumn<Row> { readonly heading: string; readonly cell: (row: Row) => string | number | null }

/**
 * RFC 4180: CRLF between records, quotes doubled, fields quoted where they hold a comma, a quote or a line break.
 * A text that a spreadsheet would run as a formula (= + - @, tab, carriage return: OWASP "CSV Injection") gets an apostrophe before it; numbers stay numbers.
 * Begins with a byte order mark, without which Excel reads Chinese as the machine's legacy code page.
 */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const records = [columns.map((column) => csvField(column.heading)), ...rows.map((row) => columns.map((column) => csvField(column.cell(row))))];
  return `\uFEFF${records.map((record) => record.join(',')).join('\r\n')}\r\n`;
}

export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Money for a spreadsheet: 1280 → 12.80 as a plain decimal number. */
export const csvMoney = (amountMinor: number | null): number | null => (amountMinor === null ? null : amountMinor / 100);
