import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Fields } from './differences.ts';

export const actions = ['create', 'change', 'publish', 'withdraw', 'archive', 'restore', 'erase'] as const;
export type Action = (typeof actions)[number];

/** One change of one record on its way into the history. `version` is the record's after it. */
export type NewEntry = {
  kind: string;
  ref: string;
  version: number | null;
  action: Action;
  before: Fields;
  after: Fields;
  reason?: string | null;
};

/**
 * Waits until every write before has ended. Taken before anything is read for writing: what is compared is what
 * stands, the chain has no forks, and two writers never wait for each other.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await sql`select version from data_version for update`.execute(tx.db);
}

/** Adds entries to the history, in this order, as whoever asks. Counts the state of the data. */
export async function addHistory(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0 || tx.viewer.kind === 'public') return;
  await insertEntries(tx, entries);
  await sql`update data_version set version = version + 1`.execute(tx.db);
}

/** Writes the entries alone, for what changes no record; the database numbers and chains them. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const { viewer } = tx;
  const actor = viewer.kind === 'public' ? 'nobody signed in' : viewer.actor;
  const account = viewer.kind === 'person' ? viewer.account : null;
  const rows = entries.map(
    (
      entry,
    ) => sql`(${tx.now}::timestamptz, ${tx.requestId}, ${tx.door}, ${actor}, ${account}, ${entry.kind}, ${entry.ref},
      ${entry.version}::int, ${entry.action}, ${JSON.stringify(entry.before)}::jsonb,
      ${JSON.stringify(entry.after)}::jsonb, ${entry.reason ?? tx.reason ?? null})`,
  );
  await sql`insert into history (at, request_id, door, actor, account_id, kind, ref, version, action, before, after, reason)
    values ${sql.join(rows)}`.execute(tx.db);
}
