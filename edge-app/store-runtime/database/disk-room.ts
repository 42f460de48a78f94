import { accessSync, constants, statfsSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from './rx-storage/open-connection.ts';
import { writeFailureOf } from './journal-error.ts';

/** What telemetry and pictures leave free, so that sales can go on for days after they stopped. */
export const TELEMETRY_RESERVE_BYTES = 512 * 1024 * 1024;
/** Below this nothing is sold: a sale, its receipt and a checkpoint of the log must still fit. */
export const SELLING_RESERVE_BYTES = 48 * 1024 * 1024;

/** 'telemetry-stops': sales go on, what is only interesting is dropped. */
export type DiskRoom = 'ample' | 'telemetry-stops' | 'disk-full' | 'read-only';

/** How much room the database's disk has, without writing. */
export function diskRoomOf(file: string): DiskRoom {
  try {
    accessSync(file, constants.W_OK);
    const { bavail, bsize } = statfsSync(path.dirname(file));
    const freeBytes = bavail * bsize;
    return freeBytes < SELLING_RESERVE_BYTES ? 'disk-full' : freeBytes < TELEMETRY_RESERVE_BYTES ? 'telemetry-stops' : 'ample';
  } catch {
    return 'read-only';
  }
}

/** As much as a very long sale writes, with what follows from it. */
const PROBE_BYTES = 128 * 1024;

/** Writes, commits and removes as much as a long sale needs; null where that works, else why not. Costs two waits for the disk. */
export function tryWrite(connection: Connection): 'disk-full' | 'read-only' | 'database-trouble' | null {
  try {
    connection.exec(`BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS write_probe(bytes BLOB); INSERT INTO write_probe VALUES(randomblob(${PROBE_BYTES})); COMMIT; DELETE FROM write_probe`);
    return null;
  } catch (error) {
    if (connection.open && connection.inTransaction) connection.exec('ROLLBACK');
    return writeFailureOf(error);
  }
}
