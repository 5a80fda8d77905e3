import fs from 'node:fs';
import path from 'node:path';
import { DatabaseUnusable } from '#lib/server/db/errors.ts';
import { BackupRefused } from './refused.ts';
import { syncFolder } from './write.ts';

/**
 * The data folder while a backup is restored into it. Everything is made in the folder `restoring` first; as long as
 * that folder is there, what stands beside it belongs to an unfinished restore, and Setu does not start.
 */
export type Place = {
  /** Where the embedded database and the files are made. */
  staging: string;
  /** Puts the files where they belong. */
  placeFiles: () => Promise<void>;
  /** Puts the embedded database where it belongs, if there is one, and lets Setu start. */
  finish: () => Promise<void>;
  /** Takes away everything the restore has put here. */
  clear: () => void;
};

const parts = { database: 'postgres', files: 'files', staging: 'restoring' };

/** Throws DatabaseUnusable when a restore into this data folder was broken off. */
export function refuseUnfinished(dataDir: string): void {
  if (!fs.existsSync(path.join(dataDir, parts.staging))) return;
  throw new DatabaseUnusable(
    `A restore into ${dataDir} was broken off; run the restore again, into an empty database, before starting.`,
  );
}

/** Makes ready for a restore. Throws BackupRefused when the data folder already holds something. */
export function openPlace(dataDir: string): Place {
  const [database, files, staging] = [parts.database, parts.files, parts.staging].map((part) =>
    path.join(dataDir, part),
  ) as [string, string, string];
  const wasUnfinished = fs.existsSync(staging);
  const clear = () => {
    // The staging folder goes last: it is what says that the others are not to be used. After a restore that was
    // broken off it stays until one has gone through: a server may hold all rows of the first one, without its files.
    for (const folder of [database, files, staging]) fs.rmSync(folder, { recursive: true, force: true });
    if (wasUnfinished) fs.mkdirSync(staging, { mode: 0o700 });
  };
  if (wasUnfinished) clear();
  for (const folder of [database, files]) {
    if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0)
      throw new BackupRefused(
        `There is data in ${folder} already; restore into an empty folder: move it away or set DATA_DIR.`,
      );
  }
  fs.mkdirSync(staging, { recursive: true, mode: 0o700 });
  const put = async (part: string, to: string) => {
    const made = path.join(staging, part);
    if (!fs.existsSync(made)) return;
    fs.rmSync(to, { recursive: true, force: true });
    fs.renameSync(made, to);
    await syncFolder(dataDir);
  };
  return {
    staging,
    placeFiles: () => put(parts.files, files),
    finish: async () => {
      await put(parts.database, database);
      fs.rmSync(staging, { recursive: true });
      await syncFolder(dataDir);
    },
    clear,
  };
}
