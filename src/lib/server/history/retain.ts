import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem, asViewer, type Tx } from '#lib/server/db/viewer.ts';
import { repeat, type Repeated } from '#lib/server/jobs/repeat.ts';
import { addHistory, takeTurn } from './entries.ts';

/** How long things are kept, in months; 0 keeps them for good. */
export type Keeping = { KEEP_READS_MONTHS: number; KEEP_ACTORS_MONTHS: number };

/** Removes what is past its time: lines of the log of reading, and names of actors in the history. Bears repetition. */
export async function retain(
  database: Database,
  keeping: Keeping,
  now: Date,
): Promise<{ reads: number; actors: number }> {
  const reads = keeping.KEEP_READS_MONTHS
    ? await forgetReads(database, monthsBefore(now, keeping.KEEP_READS_MONTHS))
    : 0;
  const limit = keeping.KEEP_ACTORS_MONTHS ? monthsBefore(now, keeping.KEEP_ACTORS_MONTHS) : null;
  const asking = {
    viewer: { kind: 'system' as const, actor: 'retention' },
    door: 'job' as const,
    requestId: 'retention',
    now,
  };
  const actors = limit ? await asViewer(database, asking, (tx) => forgetActors(tx, limit)) : 0;
  return { reads, actors };
}

const everyMilliseconds = 86_400_000;

/** Removes what is past its time at once and then every day, until it is stopped. */
export function openRetention(
  database: Database,
  keeping: Keeping,
  { now, report }: { now: () => Date; report: (error: unknown) => void },
): Repeated {
  const days = repeat(() => retain(database, keeping, now()), report);
  days.start(everyMilliseconds);
  return days;
}

/**
 * Takes the actor's name out of entries before an instant. The chain keeps its proof, and one entry says how many there
 * were. The name of a closed account goes with its closing (forget-account.ts).
 */
async function forgetActors(tx: Tx, before: Date): Promise<number> {
  await takeTurn(tx);
  const found = await sql<{ number: number }>`
    select count(*) as number from history
    where account_id is not null and actor_erased_by is null and at < ${before}`.execute(tx.db);
  const count = found.rows[0]?.number ?? 0;
  if (count === 0) return 0;
  const after = { actors: count, before };
  await addHistory(tx, [{ kind: 'accounts', ref: 'all', version: null, action: 'erase', before: {}, after }]);
  const erased = await sql<{ number: number }>`
    select erase_history_actors(${before}, (select history_number from data_version)) as number`.execute(
    tx.db,
  );
  return erased.rows[0]?.number ?? 0;
}

async function forgetReads(database: Database, before: Date): Promise<number> {
  return asSystem(database, 'the log of reading is only added to by requests', async (db) => {
    const { numAffectedRows } = await sql`delete from reads where at < ${before}`.execute(db);
    return Number(numAffectedRows ?? 0);
  });
}

function monthsBefore(now: Date, months: number): Date {
  const day = new Date(now);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day;
}
