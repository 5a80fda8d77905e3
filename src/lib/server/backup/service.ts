import type { Database } from '#lib/server/db/database.ts';
import type { FileStore } from '#lib/server/files/store.ts';
import { repeat } from '#lib/server/jobs/repeat.ts';
import { openDoor } from './door.ts';
import { liveBackups } from './live.ts';
import { nightlyBackups, type Made, type Nightly } from './nightly.ts';

export type Backups = { stop: () => Promise<void> };

type Options = {
  dataDir: string;
  store: FileStore;
  version: string;
  nightly: Nightly | null;
  now: () => Date;
  /** Says which nightly backup was made. */
  said: (made: Made) => void;
  report: (error: unknown) => void;
};

const everyMilliseconds = 60_000;

/** The backups of a serving process: one each night, and whenever another process asks at the door. */
export function openBackups(database: Database, options: Options): Backups {
  const { dataDir, store, version, nightly, now, said, report } = options;
  const backup = liveBackups(database, dataDir, { store, version });
  // Only the embedded database needs a door: a server can be asked by any process.
  const door = database.copyTo ? openDoor(dataDir, backup, { now, report }) : null;
  const leaving = new AbortController();
  const run = nightly && nightlyBackups(nightly, now(), backup);
  const nights = repeat(
    async () => {
      const made = await run?.(now(), leaving.signal);
      if (made) said(made);
    },
    (error) => {
      if (!leaving.signal.aborted) report(error);
    },
  );
  if (run) nights.start(everyMilliseconds);
  return {
    stop: async () => {
      door?.close();
      leaving.abort();
      await nights.stop();
    },
  };
}
