import { sql } from 'kysely';
import { notFound } from '#lib/errors.ts';
import type { Changed } from '#lib/forms/clash.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { linkOwners, type LinkTable, type RecordTable } from '#lib/server/history/change.ts';
import type { Fields } from '#lib/server/history/differences.ts';

/** A record as it stands: its columns, the rows it owns by table, and the evidence it cites, as the history names them. */
export type Standing = { ref: string; version: number; archivedAt: Date | null; fields: Fields };

type Row = Fields & { id: number; version: number; archived_at: Date | null };

const columnOf = (field: FormField) => field.column ?? field.name;

/** Reads a record with what its form asks for. Throws notFound. */
export async function readStanding(
  tx: Tx,
  kind: RecordTable,
  ref: string,
  form: readonly FormField[],
): Promise<Standing> {
  const { rows } = await sql<Row>`select * from ${sql.table(kind)} where ref = ${ref}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw notFound(kind, ref);
  const fields: Fields = { ...row, evidence: await evidenceOf(tx, kind, ref) };
  for (const field of form) {
    if (field.kind !== 'rows') continue;
    const table = columnOf(field) as LinkTable;
    const owned = await sql<Fields>`select * from ${sql.table(table)}
      where ${sql.ref(linkOwners[table])} = ${row.id}`.execute(tx.db);
    fields[table] = owned.rows;
  }
  return { ref, version: row.version, archivedAt: row.archived_at, fields };
}

async function evidenceOf(tx: Tx, kind: string, ref: string): Promise<string[]> {
  const { rows } = await sql<{ cite: string }>`
    select e.ref || case l.locator when '' then '' else '#' || l.locator end as cite
    from evidence_links l join evidence e on e.id = l.evidence_id
    where l.kind = ${kind} and l.ref = ${ref} order by 1`.execute(tx.db);
  return rows.map(({ cite }) => cite);
}

/** The record as it stood at an earlier version, by undoing the history since; and who changed each column since. */
export async function standingAt(
  tx: Tx,
  kind: RecordTable,
  standing: Standing,
  version: number,
): Promise<{ fields: Fields; changedBy: Map<string, Changed> }> {
  const { rows } = await sql<{ before: Fields; after: Fields; actor: string; at: Date }>`
    select before, after, actor, at from changes_since(${kind}, ${standing.ref}, ${version})`.execute(tx.db);
  const fields = { ...standing.fields };
  const changedBy = new Map<string, Changed>();
  for (const { before, after, actor, at } of rows) {
    Object.assign(fields, before);
    for (const column of Object.keys(after)) if (!changedBy.has(column)) changedBy.set(column, { actor, at });
  }
  return { fields, changedBy };
}

/** A standing record as the input of its form: references instead of ids. */
export async function inputFrom(
  tx: Tx,
  form: readonly FormField[],
  fields: Fields,
): Promise<Record<string, unknown>> {
  const wanted = new Map<string, Set<number>>();
  walk(form, fields, (of, id) => wanted.set(of, (wanted.get(of) ?? new Set()).add(id)));
  const refs = new Map<string, string>();
  for (const [of, ids] of wanted) {
    const { rows } = await sql<{ id: number; ref: string }>`
      select id, ref from ${sql.table(of)} where id = any(${[...ids]}::bigint[])`.execute(tx.db);
    for (const { id, ref } of rows) refs.set(`${of} ${String(id)}`, ref);
  }
  const read = (field: FormField, row: Fields): unknown => {
    const value = row[columnOf(field)] ?? undefined;
    if (field.kind === 'reference')
      return typeof value === 'number' ? refs.get(`${field.of} ${String(value)}`) : undefined;
    if (field.kind === 'yes') return field.name === 'published' ? value !== undefined : value === true;
    if (field.kind === 'rows')
      return sorted((value as Fields[] | undefined) ?? []).map((one) =>
        Object.fromEntries(field.row.map((cell) => [cell.name, read(cell, one)])),
      );
    return value;
  };
  return Object.fromEntries(form.map((field) => [field.name, read(field, fields)]));
}

/** Most rows a record owns have no order of their own; a form needs one that stays. */
function sorted(rows: readonly Fields[]): Fields[] {
  if (rows.every(({ position }) => typeof position === 'number'))
    return [...rows].sort((a, b) => Number(a['position']) - Number(b['position']));
  const key = (row: Fields) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function walk(form: readonly FormField[], row: Fields, found: (of: string, id: number) => void): void {
  for (const field of form) {
    const value = row[columnOf(field)];
    if (field.kind === 'reference' && typeof value === 'number') found(field.of, value);
    if (field.kind === 'rows')
      for (const one of (value as Fields[] | undefined) ?? []) walk(field.row, one, found);
  }
}
