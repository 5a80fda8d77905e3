import { now } from '#lib/server/clock.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { verifyHistory, type Fault, type Head } from '#lib/server/history/chain.ts';
import { retain } from '#lib/server/history/retain.ts';
import { openInstallation } from '../installation.ts';
import { NotInOrder, readWords, tellOnError, UsageError, type Verb } from './verb.ts';

const words: Record<Fault['what'], string> = {
  changed: 'was changed',
  'content-changed': 'its content was changed',
  'actor-changed': 'its actor was changed',
  removed: 'is missing',
  broken: 'does not follow the one before it',
  'erased-silently': 'its content was taken out and no later entry says so',
  'cut-off': 'is not where the history ends',
};

/** Looks at the history as a whole: whether it is as it was written, and what is past its time. */
export const history: Verb = {
  usage: 'history verify|retain',
  summary: 'Verifies the chain of the history, or removes what is past its time.',
  details: `
  verify                 recomputes every hash and names each entry that is not as it was written
    --head NUMBER:HASH   also compares with an end of the chain noted down earlier
  retain                 removes what KEEP_READS_MONTHS and KEEP_ACTORS_MONTHS say; the server does it every day`,
  run: async (argv, settings) => {
    const { values, positionals } = readWords({
      args: argv,
      allowPositionals: true,
      options: { head: { type: 'string' } },
    });
    const [task, ...more] = positionals;
    if (more.length > 0 || (task !== 'verify' && task !== 'retain'))
      throw new UsageError('Say history verify or history retain.');
    const remembered = values.head === undefined ? undefined : headOf(values.head);
    const database = await openInstallation(settings, tellOnError);
    try {
      if (task === 'verify')
        await report(() =>
          asSystem(database, 'verifying reads every entry', (db) => verifyHistory(db, remembered)),
        );
      else {
        const { reads, actors } = await retain(database, settings, now());
        process.stdout.write(`Removed ${String(reads)} lines of reading and ${String(actors)} names.\n`);
      }
    } finally {
      await database.destroy();
    }
  },
};

function headOf(text: string): Head {
  const [, number = '', hash = ''] = /^(\d+):([0-9a-f]{64})$/u.exec(text) ?? [];
  if (!hash) throw new UsageError('--head is a number, a colon and 64 hexadecimal digits.');
  return { number: Number(number), hash };
}

async function report(verify: () => ReturnType<typeof verifyHistory>): Promise<void> {
  const { entries, head, faults } = await verify();
  for (const { number, record, what } of faults)
    process.stdout.write(`Entry ${String(number)}${record ? ` (${record})` : ''} ${words[what]}.\n`);
  process.stdout.write(`${String(entries)} entries, the last one ${String(head.number)}:${head.hash}\n`);
  if (faults.length > 0) throw new NotInOrder('The history is not as it was written.');
}
