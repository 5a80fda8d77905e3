import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import { readAsPublic } from './reading.ts';
import type { Tables } from './tables.generated.ts';

/** Whoever asks. The public has no clearance; the secretariat sees and writes everything of record. */
export type Viewer = { kind: 'public' } | { kind: 'officer'; actor: string; clearance: 'secretariat' };

/** Through which door a change came in. */
export type Door = 'form' | 'workbook' | 'api' | 'job' | 'command-line' | 'pack';

export const publicViewer: Viewer = { kind: 'public' };

/** One transaction, and everything a command or query may know about who asks, when and from where. */
export type Tx = {
  readonly db: Transaction<Tables>;
  readonly viewer: Viewer;
  readonly door: Door;
  readonly requestId: string;
  readonly now: Date;
};

export type Asking = { viewer: Viewer; door?: Door; requestId: string; now: Date };

/**
 * The one way to the database: runs `work` in a transaction as the viewer's restricted role, so that
 * row-level policies decide what it sees, whatever the query forgets. The public's is read-only.
 */
export async function asViewer<T>(
  database: Database,
  asking: Asking,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { viewer, door = 'form', requestId, now } = asking;
  const txOn = (db: Transaction<Tables>): Tx => ({ db, viewer, door, requestId, now });
  if (viewer.kind === 'public') return readAsPublic(database, (db) => work(txOn(db)));
  return database.transaction().execute(async (db) => {
    await sql`select set_config('role', 'setu_desk', true), set_config('app.clearance', ${viewer.clearance}, true)`.execute(
      db,
    );
    return work(txOn(db));
  });
}

/**
 * Past the policies, for migrations and jobs only. `because` says why, for the reader of the code.
 */
export async function asSystem<T>(
  database: Database,
  because: string,
  work: (db: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!because) throw new Error('asSystem needs a reason');
  return database.transaction().execute(work);
}
