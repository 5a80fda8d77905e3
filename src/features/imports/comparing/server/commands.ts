import { sql } from 'kysely';
import { over, toWrite } from '#features/imports/rules.ts';
import * as imports from '#features/imports/server/queries.ts';
import { forms } from '#features/desk/schema.ts';
import * as desk from '#features/desk/server/commands.ts';
import { open as openRecord } from '#features/desk/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { compare, type Compared } from './queries.ts';

export type Outcome = { created: number; changed: number; left: number; wrong: number };
const nothing: Outcome = { created: 0, changed: 0, left: 0, wrong: 0 };

/**
 * Takes a file over: new rows become records, what changed in the file is changed. Fields that a person edited here are
 * left, but for the rows named in `taken`. Rows that are wrong are left out. Throws refused, notFound, undecided.
 */
export async function apply(tx: Tx, id: string, taken: ReadonlySet<number>): Promise<Outcome> {
  // Sent twice, it is taken over once.
  await takeTurn(tx);
  const opened = await imports.open(tx, id);
  if (opened.appliedAt) return { ...nothing, ...opened.outcome };
  const rows = await compare(tx, id);
  const outcome: Outcome = { ...nothing };
  for (const row of rows) {
    const done = await applyRow(tx, opened, row, taken.has(row.number));
    outcome[done.what] += 1;
    if (done.ref) await remember(tx, opened, row, done.ref);
  }
  // What was in the file stands in the records now; nothing else of it is kept.
  await sql`update imports set applied_at = ${tx.now}, content = '{"sheets": []}', outcome = ${JSON.stringify(outcome)}::jsonb where id = ${id}`.execute(
    tx.db,
  );
  return outcome;
}

type Done = { what: keyof Outcome; ref: string | null };

async function applyRow(tx: Tx, { noun }: imports.Opened, row: Compared, isTaken: boolean): Promise<Done> {
  if (row.outcome === 'wrong') return { what: 'wrong', ref: null };
  if (row.outcome === 'new') return { what: 'created', ref: await desk.create(tx, noun, row.said) };
  const { fields } = forms[noun];
  const writing = toWrite(fields, { ...row, isTaken });
  if (row.ref === null || Object.keys(writing).length === 0) return { what: 'left', ref: row.ref };
  const { typed: stands, version } = await openRecord(tx, noun, row.ref);
  await desk.change(tx, noun, row.ref, { typed: over(fields, stands, writing), version });
  return { what: 'changed', ref: row.ref };
}

/** What the file said stays known, also of fields that were left: only what changes in the file later is news. */
async function remember(
  tx: Tx,
  { noun, organisationId }: imports.Opened,
  { key, said }: Compared,
  ref: string,
): Promise<void> {
  await sql`insert into import_keys (organisation_id, noun, key, ref, said, updated_at)
    values (${organisationId}, ${noun}, ${key}, ${ref}, ${JSON.stringify(said)}::jsonb, ${tx.now})
    on conflict (organisation_id, noun, key) do update
    set ref = excluded.ref, said = excluded.said, updated_at = excluded.updated_at`.execute(tx.db);
}
