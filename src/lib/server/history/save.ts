import { sql } from 'kysely';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { isEdited, type Change, type RecordTable, type Saved, type Work } from './change.ts';
import { RecordConflict } from './conflict.ts';
import { differences, stored, type Fields } from './differences.ts';
import { addHistory, takeTurn } from './entries.ts';
import { saveEvidence } from './evidence-links.ts';
import { saveLinks } from './links.ts';
import { register } from './register.ts';
import { keepUnseen } from './unseen.ts';

type Current = Fields & { id: number; ref: string; version: number; published_at: Date | null };

/**
 * The one way of writing: creates or changes records of one kind, with their links, evidence, history and
 * place in the register, inside the caller's transaction. A record equal to what stands leaves no trace.
 * Through the door `pack`, fields that a person edited since they were loaded are left alone.
 * Throws refused, unknownReference, notFound, and RecordConflict when a record is newer than the version expected.
 */
export async function saveRecords<T extends RecordTable>(
  tx: Tx,
  table: T,
  changes: readonly Change<T>[],
): Promise<Saved[]> {
  if (tx.viewer.kind === 'public') throw refused(table);
  await takeTurn(tx);
  const refs = changes.map((change) => change.common.ref);
  const current = await readCurrent(tx, table, refs);
  const edited = tx.door === 'pack' ? await editedFields(tx, table, refs) : new Map<string, Set<string>>();

  const works = changes.map((change) => prepare(change, current.get(change.common.ref), edited, tx.now));
  await keepUnseen(tx, table, works);
  await insertNew(tx, table, works);
  await saveLinks(tx, works);
  await saveEvidence(tx, table, works);
  const changed = works.filter((work) => work.isNew || Object.keys(work.after).length > 0);
  for (const [at, { common }] of changes.entries())
    refuseOutdated(table, common.expected, works[at], current.get(common.ref));
  for (const work of changed) if (!work.isNew) await update(tx, table, work);
  await register(
    tx,
    changed.map((work) => ({ kind: table, ref: work.ref, entry: work.entry })),
  );
  await addHistory(
    tx,
    changed.map(({ ref, isNew, version, before, after }) => ({
      kind: table,
      ref,
      version,
      action: isNew ? 'create' : publicationOf(before, after),
      before: before ?? {},
      after,
    })),
  );
  return works.map((work) => ({
    ref: work.ref,
    id: work.id,
    outcome: work.isNew ? 'created' : Object.keys(work.after).length ? 'changed' : 'unchanged',
    kept: work.kept,
  }));
}

/** A record that became public, or no longer is, is told apart from any other change, whatever else changed with it. */
function publicationOf(before: Fields | null, after: Fields): 'publish' | 'withdraw' | 'change' {
  if (!('published_at' in after)) return 'change';
  if (after.published_at === null) return 'withdraw';
  return before?.published_at == null ? 'publish' : 'change';
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
    version: (found?.version ?? 0) + 1,
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
  const kept = Object.keys(after).filter((field) => isEdited(edited, field));
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

/** Fields that a person edited; a record that was erased is left alone as a whole: what was in it must not come back. */
async function editedFields(tx: Tx, table: RecordTable, refs: string[]): Promise<Map<string, Set<string>>> {
  const rows = await sql<{ ref: string; fields: string[] }>`
    select ref, array_agg(distinct case action when 'erase' then '*' else field end) as fields
    from history, jsonb_object_keys(after) as field
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

/** Nobody overwrites what they have not seen. Who asks for what stands anyway is not in anybody's way. */
function refuseOutdated(
  table: RecordTable,
  expected: number | undefined,
  work: Work | undefined,
  found: Current | undefined,
): void {
  if (expected === undefined || !work) return;
  if (expected > 0 && !found) throw notFound(table, work.ref);
  const stands = found?.version ?? 0;
  if (stands !== expected && Object.keys(work.after).length > 0)
    throw new RecordConflict(table, work.ref, {
      expected,
      stands,
      before: work.before ?? {},
      after: work.after,
    });
}

/** Links and evidence count as changes of the record too: they have no columns in its row. */
async function update(tx: Tx, table: RecordTable, work: Work): Promise<void> {
  const sets = Object.entries(work.after)
    .filter(([column]) => column in work.row)
    .map(([column, value]) => sql`${sql.ref(column)} = ${stored(value)}`);
  await sql`update ${sql.table(table)}
    set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${tx.now}`])}
    where id = ${work.id}`.execute(tx.db);
}
