import { sql } from 'kysely';
import type { Database } from '#lib/server/db/database.ts';
import { asSystem } from '#lib/server/db/viewer.ts';
import { plainReason } from './reasons.ts';
import { repeat, type Repeated } from './repeat.ts';

/** A row of the outbox that this process works on; `attempts` counts this try. */
export type Claimed = {
  id: number;
  topic: string;
  payload: Record<string, unknown>;
  attempts: number;
  created_at: Date;
};

/**
 * Does the work of one outbox row. A throw means: try again later; GivenUp: never again; NotNow: later, and leave
 * the others too. A `Kept` that it returns replaces the payload of the row that is done.
 */
export type Handler = (payload: Record<string, unknown>, row: Claimed, now: Date) => Promise<unknown>;

/** What stays of a payload when its work is done. */
export class Kept {
  readonly payload: Record<string, unknown>;
  constructor(payload: Record<string, unknown>) {
    this.payload = payload;
  }
}

/** `attempts`: so often it is tried; `minutes`: for so long nobody else takes it while it is being worked on. */
export type Patience = { attempts: number; minutes: number };
const usual: Patience = { attempts: 8, minutes: 5 };

/** The work cannot be done, now or later. `keep` replaces the payload when the old one is of no more use. */
export class GivenUp extends Error {
  readonly keep: Record<string, unknown> | undefined;
  constructor(reason: string, keep?: Record<string, unknown>, options?: ErrorOptions) {
    super(reason, options);
    this.keep = keep;
  }
}

/** What all rows of the turn need is not there: the turn ends. */
export class NotNow extends Error {}

export type Jobs = {
  /** Does everything that is due now; returns how many rows were done. */
  runDue: (now: Date) => Promise<number>;
  start: (everyMilliseconds: number, now: () => Date) => void;
  stop: () => Promise<void>;
};

/**
 * Works off the topics of the outbox that have a handler here. A row is claimed, done, and marked done; several
 * processes may share the work. A process that dies in between leaves the row to be tried again. A row that failed too
 * often, or for good, is left for a person to look at; `last_error` says why.
 */
export function openJobs(
  database: Database,
  handlers: Record<string, Handler>,
  report: (error: unknown) => void,
  patience: Patience = usual,
): Jobs {
  let turns: Repeated | undefined;
  const topics = Object.keys(handlers);
  const runDue = async (now: Date): Promise<number> => {
    let done = 0;
    for (;;) {
      const row = await claim(database, topics, patience, now);
      if (!row) return done;
      const outcome = await work(database, row, { handlers, report, now, patience });
      if (outcome === 'not now') return done;
      if (outcome === 'done') done += 1;
    }
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

async function claim(
  database: Database,
  topics: string[],
  { minutes }: Patience,
  now: Date,
): Promise<Claimed | undefined> {
  const claimed = await asSystem(database, 'jobs take work left by commands', (db) =>
    sql<Claimed>`
      update outbox set attempts = attempts + 1, due_at = ${now}::timestamptz + interval '1 minute' * ${minutes}::int
      where id = (select id from outbox where done_at is null and dead_at is null and due_at <= ${now}
          and topic = any(${topics}) order by goes_last, id for update skip locked limit 1)
      returning id, topic, payload, attempts, created_at`.execute(db),
  );
  return claimed.rows[0];
}

type Work = {
  handlers: Record<string, Handler>;
  report: (error: unknown) => void;
  now: Date;
  patience: Patience;
};
type Outcome = 'done' | 'failed' | 'not now';

async function work(
  database: Database,
  row: Claimed,
  { handlers, report, now, patience }: Work,
): Promise<Outcome> {
  try {
    const kept = await handlers[row.topic]?.(row.payload, row, now);
    const payload = kept instanceof Kept ? kept.payload : undefined;
    await mark(database, row, { done_at: now, last_error: null, payload });
    return 'done';
  } catch (error) {
    report(error);
    const keep = error instanceof GivenUp ? error.keep : undefined;
    const isDead = error instanceof GivenUp || row.attempts >= patience.attempts;
    await mark(database, row, {
      last_error: plainReason(error),
      payload: keep,
      ...(isDead ? { dead_at: now } : { due_at: nextTry(row.attempts, now) }),
    });
    return error instanceof NotNow ? 'not now' : 'failed';
  }
}

/** One minute after the first try, then twice as long each time, six hours at most. */
function nextTry(attempts: number, now: Date): Date {
  return new Date(now.getTime() + 60_000 * Math.min(2 ** (attempts - 1), 360));
}

type Mark = {
  done_at?: Date;
  due_at?: Date;
  dead_at?: Date;
  last_error: string | null;
  payload: Record<string, unknown> | undefined;
};

/** Only while the row is still ours: another process may have taken it when we were slow. */
async function mark(database: Database, row: Claimed, { payload, ...values }: Mark): Promise<void> {
  await asSystem(database, 'jobs say what became of their work', (db) =>
    db
      .updateTable('outbox')
      .set({ ...values, ...(payload && { payload: JSON.stringify(payload) }) })
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts)
      .where('done_at', 'is', null)
      .execute(),
  );
}
