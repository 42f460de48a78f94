import { rmSync } from 'node:fs';
import { openConnection } from 'edge-app/store-runtime/database/rx-storage/open-connection.ts';

/** How long raw better-sqlite3 takes to have each of `texts` on the disk (one row, one commit, WAL, FULL, the same encryption), in ms each. */
export function rawDurableWriteMs(file: string, key: Uint8Array, texts: readonly string[]): readonly number[] {
  const connection = openConnection(file, key);
  try {
    connection.exec('CREATE TABLE sale (id INTEGER PRIMARY KEY, json TEXT NOT NULL)');
    const insert = connection.prepare('INSERT INTO sale (json) VALUES (?)');
    return texts.map((text) => {
      const started = performance.now();
      insert.run(text);
      return performance.now() - started;
    });
  } finally {
    connection.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  }
}
