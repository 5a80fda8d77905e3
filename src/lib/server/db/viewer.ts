import { sql, type Transaction } from 'kysely';
import type { Access } from '#lib/access.ts';
import { ExpectedError } from '#lib/errors.ts';
import type { Database } from './database.ts';
import { readAsPublic } from './reading.ts';
import type { Tables } from './tables.generated.ts';

/**
 * Whoever asks: the public; a signed-in person with the rights of the day; or the installation itself (pack loader,
 * jobs, command line), which writes as the secretariat does. `actor` is the name that stands in the history.
 */
export type Viewer =
  | { kind: 'public' }
  | { kind: 'person'; account: string; actor: string; access: Access }
  | { kind: 'system'; actor: string };

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
  /** What all its changes have in common: the workbook they came with. It stands in the history as their reason. */
  readonly reason?: string;
};

/** `today` is the civil day of the country; left out, it is that of Greenwich. */
export type Asking = { viewer: Viewer; door?: Door; requestId: string; now: Date; today?: string };

/** What the policies ask for (migrations: viewer_account and its siblings). */
type Settings = {
  account: string;
  duties: readonly string[];
  bodies: readonly number[];
  runs: readonly number[];
  seats: readonly string[];
  organisations: readonly number[];
  network: boolean;
};

const nothing: Settings = {
  account: '',
  duties: [],
  bodies: [],
  runs: [],
  seats: [],
  organisations: [],
  network: false,
};

function settingsOf(viewer: Exclude<Viewer, { kind: 'public' }>): Settings {
  if (viewer.kind === 'system') return { ...nothing, duties: ['secretariat'], network: true };
  const { account, access } = viewer;
  const runs = access.bodies.filter((body) => body.runs);
  return {
    account,
    duties: access.duties,
    bodies: access.bodies.map(({ id }) => id),
    runs: runs.map(({ id }) => id),
    seats: access.bodies.flatMap((body) => body.seats.map(({ seat }) => seat)),
    organisations: access.organisations.map(({ id }) => id),
    network: access.inNetwork,
  };
}

const list = (values: readonly (string | number)[]) => `{${values.join(',')}}`;

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
  const today = asking.today ?? now.toISOString().slice(0, 10);
  const txOn = (db: Transaction<Tables>): Tx => ({ db, viewer, door, requestId, now });
  if (viewer.kind === 'public') return readAsPublic(database, (db) => work(txOn(db)));
  const set = settingsOf(viewer);
  const done = database.transaction().execute(async (db) => {
    await sql`select set_config('role', 'setu_desk', true), set_config('app.account', ${set.account}, true),
      set_config('app.duties', ${list(set.duties)}, true), set_config('app.bodies', ${list(set.bodies)}, true),
      set_config('app.run_bodies', ${list(set.runs)}, true), set_config('app.seats', ${list(set.seats)}, true),
      set_config('app.organisations', ${list(set.organisations)}, true),
      set_config('app.in_network', ${set.network ? 'yes' : ''}, true),
      set_config('app.today', ${today}, true)`.execute(db);
    return work(txOn(db));
  });
  return done.catch((error: unknown) => {
    throw refusedByDatabase(error) ?? error;
  });
}

/** A trigger that refuses in the product's words says so by this state; its message is the code of the error. */
function refusedByDatabase(error: unknown): ExpectedError | null {
  const isRefusal = error instanceof Error && 'code' in error && error.code === 'SE409';
  return isRefusal ? new ExpectedError(error.message, 409) : null;
}

/** As `asViewer`, in a transaction that cannot write, whatever the viewer may do elsewhere. */
export async function asReader<T>(
  database: Database,
  asking: Asking,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return asViewer(database, asking, async (tx) => {
    if (tx.viewer.kind !== 'public') await sql`set transaction read only`.execute(tx.db);
    return work(tx);
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

/** Reads one state of the whole database past the policies, for backups; writers go on meanwhile. */
export async function asSnapshot<T>(
  database: Database,
  because: string,
  work: (db: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!because) throw new Error('asSnapshot needs a reason');
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}
