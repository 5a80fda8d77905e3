import { verify, type Trouble } from '#features/files/stored/server/jobs.ts';
import { now } from '#lib/server/clock.ts';
import { openStore } from '#lib/server/files/cabinet.ts';
import { openInstallation } from '../installation.ts';
import { NotInOrder, readWords, tellOnError, UsageError, type Verb } from './verb.ts';

/** Reads every stored file, in the folder or the S3-compatible store, and says what is damaged or missing. */
export const files: Verb = {
  usage: 'files verify',
  summary: 'Reads every stored file and names what is damaged or missing.',
  details: `
  verify    compares each file with its hash, marks the records of those that are damaged or missing, and takes the
            mark away from those that are right again; exit code 1 when there is trouble

  The server does the same by itself, a part each hour.`,
  run: async (argv, settings) => {
    const [task, ...more] = readWords({ args: argv, allowPositionals: true }).positionals;
    if (task !== 'verify' || more.length > 0) throw new UsageError('Say files verify.');
    const database = await openInstallation(settings, tellOnError);
    try {
      const { read, troubles } = await verify({ database, store: openStore(settings), now });
      for (const trouble of troubles) process.stdout.write(`${lineOf(trouble)}\n`);
      process.stdout.write(`${String(read)} stored files read, ${String(troubles.length)} in trouble.\n`);
      if (troubles.length > 0) throw new NotInOrder('Not every stored file is what was uploaded.');
    } finally {
      await database.destroy();
    }
  },
};

/** "Missing: report.pdf of /evidence/e-1, 3fa9…" */
function lineOf({ standing, of, hash }: Trouble): string {
  return `${standing === 'missing' ? 'Missing' : 'Damaged'}: ${of.join('; ')}, ${hash}`;
}
