import { existsSync, readFileSync } from 'node:fs';

/** The two files that outlive a power cut; the index of the log is made anew from them. */
export type DiskState = { readonly database: Buffer; readonly log: Buffer };

export const diskStateOf = (file: string): DiskState => ({ database: readFileSync(file), log: existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0) });

/** From the last state the disk has promised to keep to the next: what lies between may be there in any part. */
export type Transition = { readonly from: DiskState; readonly to: DiskState };

/** The header of the log; a log that begins anew has another one (https://sqlite.org/fileformat2.html#walformat). */
const LOG_HEADER_BYTES = 32;

/**
 * A disk after the power failed inside a transition, sector by sector. Three orders hold, since SQLite waits for the disk between the two:
 * the log before a checkpoint moves the database; the database before the log begins anew; and, in a log that begins anew, its header before
 * any frame overwrites an old one (https://sqlite.org/wal.html, and `syncHeader` in SQLite's wal.c). All else may be there in any part.
 */
export function tornDisk({ from, to }: Transition, random: () => number): DiskState {
  const sectorBytes = random() < 0.5 ? 512 : 4096;
  const isInCheckpoint = !from.database.equals(to.database) && random() < 0.5;
  if (isInCheckpoint) return { database: torn(from.database, to.database, sectorBytes, random), log: to.log };
  const header = to.log.subarray(0, LOG_HEADER_BYTES);
  if (from.log.subarray(0, LOG_HEADER_BYTES).equals(header)) return { database: from.database, log: torn(from.log, to.log, sectorBytes, random) };
  const begun = Buffer.concat([header, from.log.subarray(LOG_HEADER_BYTES)]);
  const headerOnly = random();
  return { database: from.database, log: headerOnly < 0.1 ? from.log : headerOnly < 0.2 ? begun : torn(begun, to.log, sectorBytes, random) };
}

/** `from` with some sectors of `to`: none, all, a beginning, an end, or any. */
function torn(from: Buffer, to: Buffer, sectorBytes: number, random: () => number): Buffer {
  const sectors = Math.ceil(Math.max(from.length, to.length) / sectorBytes);
  const changed: number[] = [];
  for (let n = 0; n < sectors; n++) if (!sector(from, n, sectorBytes).equals(sector(to, n, sectorBytes))) changed.push(n);
  const share = random();
  const cut = Math.floor(random() * (changed.length + 1));
  const how = random();
  const written = new Set(how < 0.1 ? [] : how < 0.2 ? changed : how < 0.5 ? changed.slice(0, cut) : how < 0.6 ? changed.slice(cut) : changed.filter(() => random() < share));
  const end = Math.max(from.length, ...[...written].map((n) => Math.min((n + 1) * sectorBytes, to.length)));
  const disk = Buffer.alloc(end);
  from.copy(disk);
  for (const n of written) to.copy(disk, n * sectorBytes, n * sectorBytes, Math.min((n + 1) * sectorBytes, to.length));
  return disk;
}

const sector = (bytes: Buffer, n: number, size: number): Buffer => bytes.subarray(n * size, Math.min((n + 1) * size, bytes.length));
