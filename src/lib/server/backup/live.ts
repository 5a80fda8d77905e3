import fs from 'node:fs';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { openDatabase, type Database } from '#lib/server/db/database.ts';
import type { Manifest } from './manifest.ts';
import { writeBackup, type Making } from './write.ts';

/** Makes a backup of the database of this process while it is in use. */
export type LiveBackup = (sink: Writable, madeAt: Date, signal?: AbortSignal) => Promise<Manifest>;

/**
 * A server reads one snapshot while others write. The embedded database has one connection, so its files are copied
 * between two transactions, and the backup is made from a second database opened on the copy. One at a time.
 */
export function liveBackups(database: Database, dataDir: string, making: Omit<Making, 'madeAt'>): LiveBackup {
  const copy = path.join(dataDir, 'copy-for-backup');
  const remove = () => fs.promises.rm(copy, { recursive: true, force: true });
  // What a killed process left behind would take up the disk.
  let last: Promise<unknown> = database.copyTo ? remove() : Promise.resolve();
  const make: LiveBackup = async (sink, madeAt, signal) => {
    signal?.throwIfAborted();
    if (!database.copyTo) return writeBackup(database, { ...making, madeAt }, sink, signal);
    try {
      await database.copyTo(copy);
      const copied = await openDatabase({ engine: 'embedded', folder: copy });
      try {
        return await writeBackup(copied, { ...making, madeAt }, sink, signal);
      } finally {
        await copied.destroy();
      }
    } finally {
      await remove();
    }
  };
  return (...args) => {
    const next = last.then(() => make(...args));
    last = next.catch(() => undefined);
    return next;
  };
}
