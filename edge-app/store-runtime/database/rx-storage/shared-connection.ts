import path from 'node:path';
import { openGroupCommit, type GroupCommit } from './group-commit.ts';
import { openInstanceBus, type InstanceBus } from './instance-bus.ts';
import type { Connection } from './open-connection.ts';

/** What all collections in one file share: the connection, its one queue of writes, and the news between instances. */
export type SharedConnection = {
  readonly connection: Connection;
  readonly groupCommit: GroupCommit;
  readonly bus: InstanceBus;
  /** Per documents table: the paths that hold text which SQLite orders differently (see text-order.ts). */
  readonly astralPaths: Map<string, Set<string>>;
  /** Gives the connection back; whoever opened it closes it after the last has. */
  readonly release: () => void;
};

type Entry = { readonly shared: Omit<SharedConnection, 'release'>; readonly file: string | null; users: number };

/**
 * One connection per file in a process, however many storages are made for it: SQLite has one writer, and group commit needs to see every write.
 * This is the one piece of state of this module; an entry lives from the first collection opened to the last closed.
 */
const openFiles = new Map<string, Entry>();
const lentConnections = new WeakMap<Connection, Entry>();

/** The shared connection for `file`, opened by `open` if nobody has it open. */
export function acquireFile(file: string, open: (file: string) => Connection): SharedConnection {
  const absolute = path.resolve(file);
  let entry = openFiles.get(absolute);
  if (!entry) {
    entry = entryFor(open(absolute), absolute);
    openFiles.set(absolute, entry);
  }
  return use(entry);
}

/** Shares a connection that somebody else opened and will close. */
export function acquireLent(connection: Connection): SharedConnection {
  let entry = lentConnections.get(connection);
  if (!entry) {
    entry = entryFor(connection, null);
    lentConnections.set(connection, entry);
  }
  return use(entry);
}

const entryFor = (connection: Connection, file: string | null): Entry => ({
  shared: { connection, groupCommit: openGroupCommit(connection), bus: openInstanceBus(), astralPaths: new Map() },
  file,
  users: 0,
});

function use(entry: Entry): SharedConnection {
  entry.users++;
  let released = false;
  return {
    ...entry.shared,
    release: () => {
      if (released) return;
      released = true;
      entry.users--;
      entry.shared.groupCommit.flush();
      if (entry.users > 0 || entry.file === null) return;
      openFiles.delete(entry.file);
      entry.shared.connection.close();
    },
  };
}
