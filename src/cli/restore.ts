import { restoreBackup } from '#lib/server/backup/restore.ts';
import { openStore } from '#lib/server/files/cabinet.ts';
import { summary } from './backup.ts';
import { readWords, UsageError, type Verb } from './verb.ts';

/** Restores a backup into the empty place the settings name: the embedded database, or a server. */
export const restore: Verb = {
  usage: 'restore FILE',
  summary:
    'Restores a backup into an empty DATA_DIR, and an empty database where DATABASE_URL names one; files into the S3 store where S3_ENDPOINT does.',
  details: `
  FILE    a backup made by the verb backup or at night, on either engine, by this version or an older one`,
  run: async (argv, settings) => {
    const [file, ...more] = readWords({ args: argv, allowPositionals: true }).positionals;
    if (!file || more.length > 0) throw new UsageError('Name one file to restore from.');
    const { head, manifest } = await restoreBackup(file, {
      dataDir: settings.DATA_DIR,
      url: settings.DATABASE_URL,
      store: settings.S3_ENDPOINT ? openStore(settings) : undefined,
    });
    process.stderr.write(`Restored ${file} of ${head.madeAt} (Setu ${head.version}): ${summary(manifest)}\n`);
  },
};
