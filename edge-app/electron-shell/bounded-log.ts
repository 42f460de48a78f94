import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import path from 'node:path';

/** A log that never takes more than twice `limitBytes` of disk: a full file becomes `<file>.old`. What the disk refuses is not worth a lane. */
export function openBoundedLog(file: string, limitBytes: number): { write(chunk: string | Uint8Array): void; close(): Promise<void> } {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  let bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const open = (): WriteStream => createWriteStream(file, { flags: 'a', mode: 0o600 }).on('error', () => undefined);
  let stream = open();
  const closed = (one: WriteStream): Promise<void> => new Promise((resolve) => one.end(() => resolve()));
  return {
    write(chunk) {
      bytes += chunk.length;
      if (bytes > limitBytes) {
        void closed(stream);
        try {
          renameSync(file, `${file}.old`);
        } catch {
          // Its file is not there yet, or stands on a disk that is gone: going on is all that is left.
        }
        stream = open();
        bytes = chunk.length;
      }
      stream.write(chunk);
    },
    close: () => closed(stream),
  };
}
