import fs from 'node:fs';
import path from 'node:path';
import { askForBackup } from '#lib/server/backup/door.ts';
import type { Manifest } from '#lib/server/backup/manifest.ts';
import { refuseUnfinished } from '#lib/server/backup/place.ts';
import { readBackup, type Read } from '#lib/server/backup/reading.ts';
import { BackupRefused } from '#lib/server/backup/refused.ts';
import { fileSink, writeBackup, writeWhole } from '#lib/server/backup/write.ts';
import { now } from '#lib/server/clock.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { openStore } from '#lib/server/files/cabinet.ts';
import type { Settings } from '#settings';
import { readVersion, whereOf } from '../installation.ts';
import { readWords, UsageError, type Verb } from './verb.ts';

/** Writes one file with everything: from the database itself, or through the process that is serving from it. */
export const backup: Verb = {
  usage: 'backup FILE',
  summary: 'Writes the database and the stored files into one file; Setu may be running.',
  details: `
  FILE    a file that is not there yet, such as setu-2026-11-23.tar.gz`,
  run: async (argv, settings) => {
    const [file, ...more] = readWords({ args: argv, allowPositionals: true }).positionals;
    if (!file || more.length > 0) throw new UsageError('Name one file to write the backup to.');
    if (fs.existsSync(file)) throw new BackupRefused(`${file} is there already; name a new file.`);
    const written = await writeWhole(file, async (half) => {
      const isServed = !settings.DATABASE_URL && (await askForBackup(settings.DATA_DIR, half));
      if (!isServed) await backUpHere(settings, half);
      return checked(half, isServed);
    });
    process.stderr.write(`Wrote ${file}: ${summary(written.manifest)}\n`);
    for (const hash of written.manifest.damagedFiles)
      process.stderr.write(`Left out, because it is damaged or missing: stored file ${hash}\n`);
  },
};

/** What was written is read once; what comes from another process may have ended half-way. */
async function checked(half: string, isServed: boolean): Promise<Read> {
  try {
    return await readBackup(half);
  } catch (cause) {
    if (!isServed) throw cause;
    throw new BackupRefused('The running Setu did not finish the backup; its log says why.', { cause });
  }
}

async function backUpHere(settings: Settings, half: string): Promise<void> {
  refuseUnfinished(settings.DATA_DIR);
  if (!settings.DATABASE_URL && !fs.existsSync(path.join(settings.DATA_DIR, 'postgres')))
    throw new BackupRefused(`There is no database in ${settings.DATA_DIR}: there is nothing to back up.`);
  const database = await openDatabase(whereOf(settings));
  const making = {
    store: openStore(settings),
    version: await readVersion(),
    madeAt: now(),
  };
  try {
    await writeBackup(database, making, fileSink(half));
  } finally {
    await database.destroy();
  }
}

/** "4812 rows in 51 tables, 12 files, contents 3fa9…" */
export function summary({ tables, files, contents }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const counts = [`${String(rows)} rows in ${String(tables.length)} tables`, `${String(files.length)} files`];
  return [...counts, `contents ${contents.slice(0, 16)}.`].join(', ');
}
