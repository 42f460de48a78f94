import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const CHUNK_CHARACTERS = 256 * 1024;

export interface RowWriter { write(row: string): Promise<void> | void; end(): Promise<void> }

/** Writes lines of CSV to a file, gzipped when its name ends so; waits when the disk is slower than the caller. */
export function writeRows(file: string, header: string): RowWriter {
  const target = createWriteStream(file);
  const zipped = /\.gz$/i.test(file) ? createGzip() : null;
  if (zipped) zipped.pipe(target);
  const sink = zipped ?? target;
  const done = finished(target);
  done.catch(() => undefined);
  let text = `${header}\n`;
  const flush = async (): Promise<void> => {
    const chunk = text;
    text = '';
    if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), done]);
  };
  return {
    write(row) {
      text += `${row}\n`;
      return text.length > CHUNK_CHARACTERS ? flush() : undefined;
    },
    async end() {
      await flush();
      sink.end();
      await done;
    },
  };
}

/** A value for a CSV cell; quoted where a comma or quote is inside (RFC 4180). */
export const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
