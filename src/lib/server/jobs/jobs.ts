import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { repeat, type Repeated } from './repeat.ts';

/** Does the work of one outbox row. A throw means: try again later. */
export type Handler = (payload: Record<string, unknown>) => Promise<void>;

export type Jobs = {
  /** Does everything that is due now; returns how many rows were done. */
  runDue: (now: Date) => Promise<number>;
  start: (everyMilliseconds: number, now: () => Date) => void;
  stop: () => Promise<void>;
};

type Claimed = { id: number; topic: string; payload: Record<string, unknown>; attempts: number };

/** After this many tries a row is left for a person to look at; `last_error` says why. */
const mostAttempts = 8;

/**
 * Works off the outbox. A row is claimed for a while that doubles with each try, done, and marked done; several
 * processes may share the work. A process that dies in between leaves the row to be tried again.
 */
export function openJobs(
  database: Database,
  handlers: Record<string, Handler>,
  report: (error: unknown) => void,
): Jobs {
  let turns: Repeated | undefined;
  const runDue = async (now: Date): Promise<number> => {
    let done = 0;
    for (let row = await claim(database, now); row; row = await claim(database, now)) {
      done += await work(database, row, { handlers, report, now });
    }
    return done;
  };
  return {
    runDue,
    start: (everyMilliseconds, now) => {
      turns = repeat(() => runDue(now()), report);
      turns.start(everyMilliseconds);
    },
    stop: async () => turns?.stop(),
  };
}

async function claim(database: Database, now: Date): Promise<Claimed | undefined> {
  const claimed = await asSystem(database, 'jobs take work left by commands', (db) =>
    sql<Claimed>`
      update outbox set attempts = attempts + 1, due_at = ${now}::timestamptz + interval '1 minute' * 2 ^ attempts
      where id = (select id from outbox where done_at is null and due_at <= ${now} and attempts < ${mostAttempts}
        order by id for update skip locked limit 1)
      returning id, topic, payload, attempts`.execute(db),
  );
  return claimed.rows[0];
}

type Work = { handlers: Record<string, Handler>; report: (error: unknown) => void; now: Date };

async function work(database: Database, row: Claimed, { handlers, report, now }: Work): Promise<number> {
  const handler = handlers[row.topic];
  try {
    if (!handler) throw new Error(`no job handles ${row.topic}`);
    await handler(row.payload);
    await mark(database, row.id, { done_at: now, last_error: null });
    return 1;
  } catch (error) {
    report(error);
    await mark(database, row.id, { last_error: error instanceof Error ? error.message : String(error) });
    return 0;
  }
}

async function mark(
  database: Database,
  id: number,
  values: { done_at?: Date; last_error: string | null },
): Promise<void> {
  await asSystem(database, 'jobs say what became of their work', (db) =>
    db.updateTable('outbox').set(values).where('id', '=', id).execute(),
  );
}
