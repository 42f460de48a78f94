import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Something in the input that makes no sense: where, and what was expected. The command ends with it. */
export class InputError extends Error {}

const PROGRESS_EVERY_ROWS = 500_000;

/**
 * Reads a CSV file (also gzipped), calling `onRow` with the values of `columns` in that order, whatever their order in the file; further
 * columns are ignored. Values may be quoted. Throws `InputError` for a missing column or a row of another width. Returns the rows read.
 */
export async function readCsv(file: string, columns: readonly string[], onRow: (values: readonly string[], line: number) => void, onProgress: (rows: number) => void): Promise<number> {
  const raw = createReadStream(file);
  const text = /\.gz$/i.test(file) ? raw.pipe(createGunzip()) : raw;
  const broken = new Promise<never>((_, reject) => {
    for (const stream of [raw, text]) stream.once('error', (error: Error) => reject(new InputError(`${file}: ${error.message}`)));
  });
  broken.catch(() => undefined);
  let places: number[] | null = null;
  let width = 0;
  let line = 0;
  const values = new Array<string>(columns.length);
  const read = (async () => {
    for await (const row of createInterface({ input: text, crlfDelay: Infinity })) {
      line += 1;
      if (row === '') continue;
      const cells = row.includes('"') ? quotedCells(row) : row.split(',');
      if (!places) {
        const header = cells.map((cell) => cell.trim().replace(/^\uFEFF/, '').toLowerCase());
        const missing = columns.filter((column) => !header.includes(column));
        if (missing.length > 0) throw new InputError(`${file}: no column ${missing.join(', ')}; found ${header.slice(0, 12).join(', ')}`);
        places = columns.map((column) => header.indexOf(column));
        width = header.length;
        continue;
      }
      if (cells.length !== width) throw new InputError(`${file}, line ${line}: ${cells.length} values where the header has ${width}`);
      for (let at = 0; at < places.length; at += 1) values[at] = cells[places[at]!]!;
      onRow(values, line);
      if (line % PROGRESS_EVERY_ROWS === 0) onProgress(line);
    }
    if (!places) throw new InputError(`${file} is empty`);
    return line - 1;
  })();
  return Promise.race([read, broken]);
}

/** RFC 4180 §2.5–2.7, one line. */
function quotedCells(row: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < row.length; at += 1) {
    const character = row[at]!;
    if (quoted && character === '"' && row[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
