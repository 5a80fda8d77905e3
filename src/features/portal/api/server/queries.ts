import { sql } from 'kysely';
import * as access from '#features/accounts/access/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import type { Cursor } from '#features/portal/api/rules.ts';
import { textOf, type Change, type RecordLine } from '#features/portal/api/schema.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound } from '#lib/errors.ts';
import { trailDuties } from '#lib/scopes.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Row = {
  kind: string;
  ref: string;
  path: string;
  title: Translated;
  summary: Translated | null;
  dated: string | null;
  archived: boolean;
  updatedAt: Date;
  /** The instant to the microsecond: a place between two records of one millisecond. */
  exactly: string;
};
type Paged<T, C> = { items: T[]; cursor: C | null; lastModified: Date | null };

const exact = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const columns = sql`r.kind, r.ref, r.path, r.title, r.summary, r.dated, r.archived, r.updated_at as "updatedAt",
  ${exact('r.updated_at')} as exactly`;

const lineOf = (row: Row): RecordLine => ({
  kind: row.kind,
  ref: row.ref,
  url: `/api/v1/records/${row.kind}/${row.ref}`,
  page: { en: `/en${row.path}`, bn: `/bn${row.path}` },
  title: textOf(row.title),
  summary: row.summary && textOf(row.summary),
  dated: row.dated,
  archived: row.archived,
  updated_at: row.updatedAt.toISOString(),
});

export type Filter<C> = {
  kind?: string | undefined;
  since?: string | undefined;
  limit: number;
  after: C | null;
};

/** A day begins at midnight UTC here, whatever the zone of the database. */
const instantOf = (since: string) => new Date(since).toISOString();

/** Records of the register the viewer may read, what was changed longest ago first. */
export async function records(
  tx: Tx,
  { kind, since, limit, after }: Filter<Cursor<'records'>>,
): Promise<Paged<RecordLine, Cursor<'records'>>> {
  const found = await sql<Row>`
    select ${columns} from records r
    where true
      ${kind === undefined ? sql`` : sql`and r.kind = ${kind}`}
      ${since === undefined ? sql`` : sql`and r.updated_at >= ${instantOf(since)}::timestamptz`}
      ${after ? sql`and (r.updated_at, r.kind, r.ref::text) > (${after[0]}::timestamptz, ${after[1]}, ${after[2]})` : sql``}
    order by r.updated_at, r.kind, r.ref::text limit ${limit + 1}`.execute(tx.db);
  const rows = found.rows.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map(lineOf),
    cursor: last && found.rows.length > limit ? [last.exactly, last.kind, last.ref] : null,
    lastModified: last?.updatedAt ?? null,
  };
}

/** One record of the register. Throws notFound, also when the viewer may not know it. */
export async function record(
  tx: Tx,
  kind: string,
  ref: string,
): Promise<{ line: RecordLine; updatedAt: Date }> {
  const found =
    await sql<Row>`select ${columns} from records r where r.kind = ${kind} and r.ref = ${ref}`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw notFound(kind, ref);
  return { line: lineOf(row), updatedAt: row.updatedAt };
}

/** Who can see a record, for a person; null for the public. Throws notFound. */
export async function sight(tx: Tx, record: { kind: string; ref: string; day: string }) {
  if (tx.viewer.kind !== 'person') return null;
  const { record: own, narrowedBy, holders } = await access.whoSees(tx, record);
  const readers = Map.groupBy(holders, ({ reads }) => reads);
  const counted = Object.fromEntries([...readers].map(([ground, held]) => [ground, held.length]));
  return {
    visibility: own.visibility,
    published: own.isPublished,
    reach: own.reach,
    body: own.audience && { ref: own.audience.ref, name: textOf(own.audience.name) },
    narrowed_by: narrowedBy.map(({ kind, ref }) => ({ kind, ref })),
    // Others see no accounts but their own: a count of theirs would mislead.
    readers: hasDuty(tx.viewer, ...trailDuties) ? counted : null,
  };
}

/** Values of an indicator by their reference. Throws notFound. */
export async function observations(
  tx: Tx,
  ref: string,
  { limit, after }: { limit: number; after: Cursor<'observations'> | null },
) {
  const indicator = await indicators.get(tx, ref);
  const all = (await indicators.observations(tx, ref, { withWithdrawn: true })).toSorted((a, b) =>
    a.ref < b.ref ? -1 : 1,
  );
  const rest = after ? all.filter((one) => one.ref > after[0]) : all;
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  const cursor: Cursor<'observations'> | null = last && rest.length > limit ? [last.ref] : null;
  const { title, unit, decimals, about } = indicator;
  return {
    indicator: { ref, title: textOf(title), unit: textOf(unit), decimals },
    items: items.map((one) => ({
      ...one,
      value: one.withdrawn ? null : one.value,
      withdrawn: one.withdrawn && { on: one.withdrawn.on, reason: textOf(one.withdrawn.reason) },
      category: one.category && textOf(one.category),
      place: one.place && { ref: one.place.ref, name: textOf(one.place.name) },
      destination: one.destination && { ref: one.destination.ref, name: textOf(one.destination.name) },
      source: { ref: one.source.ref, title: textOf(one.source.title) },
      producer: textOrNull(one.producer ?? one.source.producer),
      note: one.note && textOf(one.note),
    })),
    cursor,
    lastModified: about.updatedAt,
  };
}

const textOrNull = (text: Translated | null) => text && textOf(text);

/**
 * Changes the viewer may read (policies: secretariat and auditor), in the order in which they were written: the number
 * of an entry has no gaps, so whoever goes on after the last one misses nothing that is written meanwhile.
 */
export async function history(
  tx: Tx,
  { kind, ref, since, limit, after }: Filter<Cursor<'history'>> & { ref?: string | undefined },
): Promise<Paged<Change, Cursor<'history'>>> {
  const found = await sql<Omit<Change, 'at'> & { at: Date; place: string }>`
    select h.at, h.door, h.actor, h.kind, h.ref, h.action, h.before, h.after, h.reason,
      h.number::text as place
    from history h
    where true
      ${kind === undefined ? sql`` : sql`and h.kind = ${kind}`}
      ${ref === undefined ? sql`` : sql`and h.ref = ${ref}`}
      ${since === undefined ? sql`` : sql`and h.at >= ${instantOf(since)}::timestamptz`}
      ${after ? sql`and h.number > ${after[0]}::bigint` : sql``}
    order by h.number limit ${limit + 1}`.execute(tx.db);
  const rows = found.rows.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map(({ place: _place, at, ...change }) => ({
      ...change,
      at: at.toISOString(),
    })),
    cursor: last && found.rows.length > limit ? [last.place] : null,
    lastModified: last?.at ?? null,
  };
}
