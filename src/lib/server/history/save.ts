import { sql } from 'kysely';
import { refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Change, RecordTable, Saved, Work } from './change.ts';
import { differences, stored, type Fields } from './differences.ts';
import { saveEvidence } from './evidence-links.ts';
import { saveLinks } from './links.ts';
import { register } from './register.ts';

type Current = Fields & { id: number; ref: string; published_at: Date | null };

/**
 * The one way of writing: creates or changes records of one kind, with their links, evidence, history and
 * place in the register, inside the caller's transaction. A record equal to what stands leaves no trace.
 * Through the door `pack`, fields that a person edited since they were loaded are left alone.
 */
export async function saveRecords<T extends RecordTable>(
  tx: Tx,
  table: T,
  changes: readonly Change<T>[],
): Promise<Saved[]> {
  if (tx.viewer.kind === 'public') throw refused(table);
  const refs = changes.map((change) => change.common.ref);
  const current = await readCurrent(tx, table, refs);
  const edited = tx.door === 'pack' ? await editedFields(tx, table, refs) : new Map<string, Set<string>>();

  const works = changes.map((change) => prepare(change, current.get(change.common.ref), edited, tx.now));
  await insertNew(tx, table, works);
  for (const work of works) if (work.before && Object.keys(work.after).length) await update(tx, table, work);
  await saveLinks(tx, works);
  await saveEvidence(tx, table, works);
  const changed = works.filter((work) => work.isNew || Object.keys(work.after).length > 0);
  await register(
    tx,
    changed.map((work) => ({ kind: table, ref: work.ref, entry: work.entry })),
  );
  await writeHistory(tx, table, changed);
  return works.map((work) => ({
    ref: work.ref,
    id: work.id,
    outcome: work.isNew ? 'created' : Object.keys(work.after).length ? 'changed' : 'unchanged',
    kept: work.kept,
  }));
}

function prepare<T extends RecordTable>(
  change: Change<T>,
  found: Current | undefined,
  editedByRef: Map<string, Set<string>>,
  now: Date,
): Work {
  const { common } = change;
  const edited = editedByRef.get(common.ref) ?? new Set<string>();
  const wanted: Fields = {
    ...change.values,
    visibility: common.visibility,
    note: common.note ?? null,
    published_at: common.published ? (found?.published_at ?? now) : null,
  };
  return {
    ref: common.ref,
    ...standing(found, wanted, edited),
    row: wanted,
    links: change.links ?? {},
    evidence: common.evidence,
    edited,
    entry: change.entry,
  };
}

/** What would change on the record as it stands, and what a pack must leave alone because somebody edited it. */
function standing(found: Current | undefined, wanted: Fields, edited: ReadonlySet<string>) {
  const { before, after } = differences(found ?? {}, wanted);
  const kept = Object.keys(after).filter((field) => edited.has(field));
  const changing = Object.entries(after).filter(([field]) => !kept.includes(field));
  return {
    id: found?.id ?? 0,
    isNew: !found,
    before: found ? before : null,
    after: Object.fromEntries(changing),
    kept,
  };
}

async function readCurrent(tx: Tx, table: RecordTable, refs: string[]): Promise<Map<string, Current>> {
  const rows = await sql<Current>`
    select * from ${sql.table(table)} where ref = any(${refs}::text[]) for update`.execute(tx.db);
  return new Map(rows.rows.map((row) => [row.ref, row]));
}

async function editedFields(tx: Tx, table: RecordTable, refs: string[]): Promise<Map<string, Set<string>>> {
  const rows = await sql<{ ref: string; fields: string[] }>`
    select ref, array_agg(distinct field) as fields from history, jsonb_object_keys(after) as field
    where kind = ${table} and ref = any(${refs}::text[]) and door <> 'pack' group by ref`.execute(tx.db);
  return new Map(rows.rows.map((row) => [row.ref, new Set(row.fields)]));
}

async function insertNew(tx: Tx, table: RecordTable, works: readonly Work[]): Promise<void> {
  const fresh = works.filter((work) => work.isNew);
  const first = fresh[0];
  if (!first) return;
  const columns = Object.keys(first.row);
  const rows = fresh.map(
    (work) =>
      sql`(${sql.join([work.ref, tx.now, tx.now, ...columns.map((column) => stored(work.row[column]))])})`,
  );
  const names = ['ref', 'created_at', 'updated_at', ...columns].map((column) => sql.ref(column));
  const made = await sql<{ id: number; ref: string }>`
    insert into ${sql.table(table)} (${sql.join(names)}) values ${sql.join(rows)} returning id, ref`.execute(
    tx.db,
  );
  const ids = new Map(made.rows.map((row) => [row.ref, row.id]));
  for (const work of fresh) work.id = ids.get(work.ref) ?? 0;
}

async function update(tx: Tx, table: RecordTable, work: Work): Promise<void> {
  const sets = Object.entries(work.after).map(
    ([column, value]) => sql`${sql.ref(column)} = ${stored(value)}`,
  );
  await sql`update ${sql.table(table)}
    set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${tx.now}`])}
    where id = ${work.id}`.execute(tx.db);
}

async function writeHistory(tx: Tx, table: RecordTable, works: readonly Work[]): Promise<void> {
  const { viewer } = tx;
  if (works.length === 0 || viewer.kind === 'public') return;
  const account = viewer.kind === 'person' ? viewer.account : null;
  const rows = works.map(
    (
      work,
    ) => sql`(${tx.now}::timestamptz, ${tx.requestId}, ${tx.door}, ${viewer.actor}, ${account}, ${table}, ${work.ref},
      ${work.isNew ? 'create' : 'change'}, ${JSON.stringify(work.before ?? {})}::jsonb,
      ${JSON.stringify(work.after)}::jsonb)`,
  );
  await sql`insert into history (at, request_id, door, actor, account_id, kind, ref, action, before, after)
    values ${sql.join(rows)}`.execute(tx.db);
  await sql`update data_version set version = version + 1`.execute(tx.db);
}
