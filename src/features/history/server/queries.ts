import { sql, type RawBuilder } from 'kysely';
import { nameKey } from '#features/history/labels.ts';
import type { actions, doors, HistoryFilter } from '#features/history/schema.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { asksForReading, noteReading } from '#lib/server/history/reads.ts';
import type { Fields } from '#lib/server/history/differences.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** One change of one record, with what the record is called now. */
export type Entry = {
  number: number;
  at: Date;
  requestId: string;
  door: (typeof doors)[number];
  /** Empty where the name was removed. */
  actor: string;
  kind: string;
  ref: string;
  version: number | null;
  action: (typeof actions)[number];
  before: Fields;
  after: Fields;
  reason: string | null;
  /** The proof that stands for content that was erased. */
  erased: string | null;
  title: Translated | null;
};

export type Read = {
  at: Date;
  actor: string;
  kind: string;
  ref: string;
  what: 'page' | 'history' | 'export' | 'account' | 'file';
  title: Translated | null;
};

/** Records named by id in entries: what each is called, by column and id. */
export type NamedRecords = Record<string, Translated>;

/** The table behind a column that names a record; `parent_id` names one of the same kind. */
const tablesBehind: Record<string, string> = {
  person_id: 'people',
  organisation_id: 'organisations',
  parent_organisation_id: 'organisations',
  issuer_id: 'organisations',
  type_id: 'organisation_types',
  body_id: 'bodies',
  evidence_id: 'evidence',
  place_id: 'places',
  destination_id: 'places',
  recommending_place_id: 'places',
  framework_id: 'frameworks',
  item_id: 'items',
  from_item_id: 'items',
  to_item_id: 'items',
  commitment_id: 'commitments',
  other_id: 'commitments',
  plan_id: 'plans',
  action_id: 'actions',
  indicator_id: 'indicators',
  meeting_id: 'meetings',
  agenda_item_id: 'agenda_items',
  position_id: 'positions',
  edition_id: 'editions',
  seat_id: 'seats',
};

/** Does the viewer read all of the history, or only what they did themselves? Throws refused for the public. */
export function readsAll(tx: Tx): boolean {
  if (tx.viewer.kind === 'public') throw refused('history');
  return hasDuty(tx.viewer, 'secretariat', 'auditor');
}

const columns = sql`h.number, h.at, h.request_id as "requestId", h.door, h.actor, h.kind, h.ref, h.version, h.action,
  h.before, h.after, h.reason, case when h.content_erased_by is not null then h.content_proof end as erased,
  (select r.title from records r where r.kind = h.kind and r.ref = h.ref) as title`;

function conditionsOf(filter: HistoryFilter, timeZone: string): RawBuilder<unknown> {
  const day = sql`(h.at at time zone ${timeZone})::date`;
  const all = [sql`true`];
  if (filter.who) all.push(sql`h.actor ilike ${`%${filter.who.replace(/[\\%_]/gu, String.raw`\$&`)}%`}`);
  if (filter.kind) all.push(sql`h.kind = ${filter.kind}`);
  if (filter.door) all.push(sql`h.door = ${filter.door}`);
  if (filter.action) all.push(sql`h.action = ${filter.action}`);
  if (filter.from) all.push(sql`${day} >= ${filter.from}::date`);
  if (filter.until) all.push(sql`${day} <= ${filter.until}::date`);
  return sql.join(all, sql` and `);
}

/**
 * A page of the history, the latest first: all of it for the secretariat and the auditor, for others what they did
 * themselves. Throws refused for the public.
 */
export async function list(
  tx: Tx,
  filter: HistoryFilter,
  how: { timeZone: string; size: number },
): Promise<{ rows: Entry[]; total: number; page: number }> {
  readsAll(tx);
  const where = conditionsOf(filter, how.timeZone);
  const counted = await sql<{
    total: number;
  }>`select count(*) as total from history h where ${where}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(filter.page, how.size, total);
  const { rows } = await sql<Entry>`select ${columns} from history h where ${where}
    order by h.number desc limit ${how.size} offset ${(page - 1) * how.size}`.execute(tx.db);
  return { rows, total, page };
}

/** At most this many entries go into one file. */
const mostExported = 50_000;

/** The entries for a file; that they were taken is noted. Throws refused. */
export async function exported(tx: Tx, filter: HistoryFilter, timeZone: string): Promise<Entry[]> {
  if (!readsAll(tx)) throw refused('history');
  await noteReading(tx, { kind: 'history', ref: filter.kind ?? 'all', what: 'export' });
  const { rows } = await sql<Entry>`select ${columns} from history h where ${conditionsOf(filter, timeZone)}
    order by h.number limit ${mostExported}`.execute(tx.db);
  return rows;
}

/** The history of one record, the latest first; opening that of a person is noted. Throws refused, notFound. */
export async function ofRecord(
  tx: Tx,
  record: { kind: string; ref: string },
  how: { page: number; size: number },
): Promise<{ rows: Entry[]; total: number; page: number; title: Translated | null; path: string | null }> {
  if (!readsAll(tx)) throw refused('history');
  const { kind, ref } = record;
  const counted = await sql<{ total: number }>`
    select count(*) as total from history where kind = ${kind} and ref = ${ref}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  if (total === 0) throw notFound(kind, ref);
  const { page } = pageOfList(how.page, how.size, total);
  if (asksForReading(kind)) await noteReading(tx, { kind, ref, what: 'history' });
  const { rows } = await sql<Entry>`select ${columns} from history h where h.kind = ${kind} and h.ref = ${ref}
    order by h.number desc limit ${how.size} offset ${(page - 1) * how.size}`.execute(tx.db);
  const registered = await tx.db
    .selectFrom('records')
    .select(['title', 'path'])
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst();
  return { rows, total, page, title: registered?.title ?? null, path: registered?.path ?? null };
}

/** Who read what asks to be remembered, the latest first: of one record, or of all. Throws refused for the public. */
export async function reads(
  tx: Tx,
  of: { kind?: string; ref?: string; page: number; size: number },
): Promise<{ rows: Read[]; total: number; page: number }> {
  readsAll(tx);
  const where = sql`(${of.kind ?? null}::text is null or l.kind = ${of.kind ?? null})
    and (${of.ref ?? null}::text is null or l.ref = ${of.ref ?? null})`;
  const counted = await sql<{ total: number }>`select count(*) as total from reads l where ${where}`.execute(
    tx.db,
  );
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(of.page, of.size, total);
  const { rows } = await sql<Read>`select l.at, l.actor, l.kind, l.ref, l.what,
      (select r.title from records r where r.kind = l.kind and r.ref = l.ref) as title
    from reads l where ${where} order by l.id desc limit ${of.size} offset ${(page - 1) * of.size}`.execute(
    tx.db,
  );
  return { rows, total, page };
}

/** Kinds of record that have a history the viewer may read. */
export async function kinds(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select distinct kind from history order by kind`.execute(
    tx.db,
  );
  return rows.map(({ kind }) => kind);
}

/** What the records are called that entries name by their database ids. */
export async function namedIn(tx: Tx, entries: readonly Entry[]): Promise<NamedRecords> {
  const wanted = new Map<string, Map<number, string[]>>();
  const look = (kind: string, column: string, value: unknown) => {
    if (Array.isArray(value)) for (const row of value) lookIn(kind, row);
    const table = column === 'parent_id' ? kind : tablesBehind[column];
    if (!table || typeof value !== 'number') return;
    const ids = wanted.get(table) ?? new Map<number, string[]>();
    ids.set(value, [...(ids.get(value) ?? []), nameKey(kind, column, value)]);
    wanted.set(table, ids);
  };
  const lookIn = (kind: string, row: unknown) => {
    if (typeof row !== 'object' || row === null) return;
    for (const [column, value] of Object.entries(row)) look(kind, column, value);
  };
  for (const { kind, before, after } of entries) for (const side of [before, after]) lookIn(kind, side);

  const named: NamedRecords = {};
  for (const [table, ids] of wanted) {
    const { rows } = await sql<{ id: number; title: Translated }>`
      select t.id, r.title from ${sql.table(table)} t join records r on r.kind = ${table} and r.ref = t.ref
      where t.id = any(${[...ids.keys()]}::bigint[])`.execute(tx.db);
    for (const { id, title } of rows) for (const key of ids.get(id) ?? []) named[key] = title;
  }
  return named;
}
