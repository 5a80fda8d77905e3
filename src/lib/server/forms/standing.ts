import { sql } from 'kysely';
import { notFound } from '#lib/errors.ts';
import type { Changed } from '#lib/forms/clash.ts';
import type { FormField } from '#lib/forms/fields.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { linkOwners, type LinkTable, type RecordTable } from '#lib/server/history/change.ts';
import type { Fields } from '#lib/server/history/differences.ts';

/** A record as it stands: its columns, the rows it owns by table, and the evidence it cites, as the history names them. */
export type Standing = { ref: string; version: number; archivedAt: Date | null; fields: Fields };

type Row = Fields & { id: number; ref: string; version: number; archived_at: Date | null };

const columnOf = (field: FormField) => field.column ?? field.name;

/** Reads a record with what its form asks for. Throws notFound. */
export async function readStanding(
  tx: Tx,
  kind: RecordTable,
  ref: string,
  form: readonly FormField[],
): Promise<Standing> {
  const standing = (await readStandings(tx, kind, [ref], form)).get(ref);
  if (!standing) throw notFound(kind, ref);
  return standing;
}

/** Reads many records with what their form asks for, by reference; those that are not there are left out. */
export async function readStandings(
  tx: Tx,
  kind: RecordTable,
  refs: readonly string[],
  form: readonly FormField[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(kind)} where ref = any(${[...refs]}::text[])`.execute(tx.db);
  const evidence = await evidenceOf(tx, kind, refs);
  const ids = rows.map(({ id }) => id);
  const owned = new Map<string, Map<number, Fields[]>>();
  for (const field of form)
    if (field.kind === 'rows')
      owned.set(columnOf(field), await ownedRows(tx, columnOf(field) as LinkTable, ids));
  const standings = rows.map((row): [string, Standing] => {
    const links = [...owned].map(([table, byOwner]) => [table, byOwner.get(row.id) ?? []] as const);
    const fields = { ...row, evidence: evidence.get(row.ref) ?? [], ...Object.fromEntries(links) };
    return [row.ref, { ref: row.ref, version: row.version, archivedAt: row.archived_at, fields }];
  });
  return new Map(standings);
}

async function ownedRows(tx: Tx, table: LinkTable, ids: readonly number[]): Promise<Map<number, Fields[]>> {
  const { rows } = await sql<Fields>`select * from ${sql.table(table)}
    where ${sql.ref(linkOwners[table])} = any(${[...ids]}::bigint[])`.execute(tx.db);
  return Map.groupBy(rows, (row) => Number(row[linkOwners[table]]));
}

async function evidenceOf(tx: Tx, kind: string, refs: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ ref: string; cites: string[] }>`
    select l.ref, array_agg(e.ref || case l.locator when '' then '' else '#' || l.locator end order by 1) as cites
    from evidence_links l join evidence e on e.id = l.evidence_id
    where l.kind = ${kind} and l.ref = any(${[...refs]}::text[]) group by l.ref`.execute(tx.db);
  return new Map(rows.map(({ ref, cites }) => [ref, [...cites].sort()]));
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
  const [input = {}] = await inputsFrom(tx, form, [fields]);
  return input;
}

/** Many standing records as inputs of their form, in the same order. */
export async function inputsFrom(
  tx: Tx,
  form: readonly FormField[],
  records: readonly Fields[],
): Promise<Record<string, unknown>[]> {
  const wanted = new Map<string, Set<number>>();
  for (const fields of records)
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
  return records.map((fields) => Object.fromEntries(form.map((field) => [field.name, read(field, fields)])));
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
