import { sql } from 'kysely';
import { FormRefused } from '#features/desk/errors.ts';
import { clashOf, openSheet, type Sheet } from '#features/desk/keeping/server/queries.ts';
import { forms, type Noun } from '#features/desk/schema.ts';
import { columnOf, partsOf, told, type Part } from '#features/desk/registers/rules.ts';
import { hasDuty } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { ExpectedError, refused } from '#lib/errors.ts';
import type { Clash } from '#lib/forms/clash.ts';
import type { Typed } from '#lib/forms/fields.ts';
import type { FieldProblem } from '#lib/forms/problems.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { RecordConflict } from '#lib/server/history/conflict.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

export type Line = {
  ref: string;
  title: Translated;
  /** What else names it: the person and organisation of an office, the organisation of a seat. */
  beside: Translated[];
  /** A code of it that has a word, its date and its number, where these tell it apart from others of its name. */
  code: string | null;
  on: PartialDate | null;
  value: number | null;
  isArchived: boolean;
  isDraft: boolean;
};

/** The desk keeps records: only the secretariat comes in. Throws refused. */
export function mayKeep(tx: Tx): void {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('desk');
}

const besides: Partial<Record<Noun, ReturnType<typeof sql>>> = {
  positions: sql`(select jsonb_build_array(p.name, o.name) from positions x join people p on p.id = x.person_id
    join organisations o on o.id = x.organisation_id where x.ref = r.ref)`,
  seats: sql`(select jsonb_build_array(o.name, b.name) from seats x join organisations o on o.id = x.organisation_id
    join bodies b on b.id = x.body_id where x.ref = r.ref)`,
  observations: sql`(select jsonb_agg(t.part) from observations x join evidence e on e.id = x.evidence_id
    left join places p on p.id = x.place_id left join places d on d.id = x.destination_id
    cross join unnest(array[p.name::jsonb, d.name::jsonb, x.category::jsonb, e.title::jsonb]) as t (part)
    where x.ref = r.ref and t.part is not null)`,
};

type Filter = {
  q?: string | undefined;
  archived: boolean;
  page: number;
  size: number;
  /** Only what belongs to this record. */
  within?: (Part & { ref: string }) | null;
};

/** A page of the records of one kind, by name and date. Throws refused. */
export async function list(
  tx: Tx,
  noun: Noun,
  filter: Filter,
): Promise<{ rows: Line[]; total: number; page: number }> {
  mayKeep(tx);
  const beside = besides[noun] ?? sql`'[]'::jsonb`;
  const { code, date, value } = told[noun] ?? {};
  const q = filter.q ? `%${filter.q.replace(/[\\%_]/gu, String.raw`\$&`)}%` : null;
  const { within } = filter;
  const whole = within
    ? sql`d.${sql.ref(columnOf(within))} = (select id from ${sql.table(within.of)} where ref = ${within.ref})`
    : sql`true`;
  const lines = sql`
    select r.ref, r.title, coalesce(${beside}, '[]') as beside, r.archived as "isArchived",
      ${code ? sql`d.${sql.ref(code)}` : sql`null::text`} as code,
      ${date ? sql`d.${sql.ref(date)}` : sql`null::text`} as "on",
      ${value ? sql`d.${sql.ref(value)}` : sql`null::numeric`} as value, d.published_at is null as "isDraft"
    from records r join ${sql.table(noun)} d on d.ref = r.ref
    where r.kind = ${noun} and (${filter.archived} or not r.archived) and ${whole}`;
  const found = sql`from (${lines}) l
    where ${q}::text is null or l.ref ilike ${q} or l.title::text ilike ${q} or l.beside::text ilike ${q}`;
  const counted = await sql<{ total: number }>`select count(*) as total ${found}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(filter.page, filter.size, total);
  const { rows } = await sql<Line>`
    select * ${found} order by coalesce(l.title ->> 'en', l.title ->> 'bn'), l."on" nulls last, l.ref
    limit ${filter.size} offset ${(page - 1) * filter.size}`.execute(tx.db);
  return { rows, total, page };
}

/** The chosen records of a kind, in the order asked; what is not there is left out. Throws refused. */
export async function chosen(
  tx: Tx,
  noun: Noun,
  refs: readonly string[],
): Promise<{ ref: string; title: Translated }[]> {
  mayKeep(tx);
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select ref, title from records where kind = ${noun} and ref = any(${[...refs]}::text[])
    order by array_position(${[...refs]}::text[], ref::text)`.execute(tx.db);
  return rows;
}

export type Parts = Part & { rows: Line[]; total: number };
const mostParts = 12;

/** The first of what belongs to a record, by kind. Throws refused. */
export async function parts(tx: Tx, noun: Noun, ref: string): Promise<Parts[]> {
  mayKeep(tx);
  const found: Parts[] = [];
  for (const part of partsOf(noun)) {
    const within = { ...part, ref };
    const { rows, total } = await list(tx, part.noun, { archived: false, page: 1, size: mostParts, within });
    found.push({ ...part, rows, total });
  }
  return found;
}

export type Opened = {
  ref: string;
  version: number;
  archivedAt: Date | null;
  title: Translated;
  path: string;
  typed: Typed;
};

/** The form of a kind of record that the secretariat keeps: it shows all that the record has. */
export const sheetOf = (noun: Noun): Sheet => {
  const { fields, schema } = forms[noun];
  return { kind: noun, fields, all: fields, schema };
};

/** One record as its form shows it. Throws refused, notFound. */
export async function open(tx: Tx, noun: Noun, ref: string): Promise<Opened> {
  mayKeep(tx);
  const { version, archivedAt, typed } = await openSheet(tx, sheetOf(noun), ref);
  const { title, path } = await tx.db
    .selectFrom('records')
    .select(['title', 'path'])
    .where('kind', '=', noun)
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow();
  return { ref, version, archivedAt, title, path, typed };
}

/**
 * What was typed on an older version beside what stands now, field by field, with who changed it. Throws refused,
 * notFound.
 */
export async function clash(
  tx: Tx,
  noun: Noun,
  ref: string,
  form: { typed: Typed; version: number },
): Promise<Clash> {
  mayKeep(tx);
  return clashOf(tx, sheetOf(noun), ref, form);
}

/** What a form answers when its command refuses. */
export type Problem = {
  status: number;
  problems: FieldProblem[];
  reason: { code: string; values: Record<string, string | number> } | null;
  clash: Clash | null;
};

/**
 * Waits for a command. Gives null when it was done, else what the form shows: problems of fields (422), or the record
 * as somebody else left it meanwhile (409). `clashNow` is asked again where the form shows a clash already. Other
 * errors fly on.
 */
export async function orProblem(
  work: Promise<unknown>,
  clashNow: (() => Promise<Clash>) | null = null,
  isClashing = false,
): Promise<Problem | null> {
  try {
    await work;
    return null;
  } catch (error) {
    const isForForm = error instanceof ExpectedError && [409, 422].includes(error.status);
    if (!isForForm) throw error;
    const isClash = error instanceof RecordConflict;
    const clash = clashNow && (isClash || isClashing) ? await clashNow() : null;
    return { status: error.status, ...shownIn(error, isClash && clash !== null), clash };
  }
}

/** The problems of fields, or else the one reason; a clash says all by itself. */
function shownIn(error: ExpectedError, isShown: boolean): Pick<Problem, 'problems' | 'reason'> {
  const problems = error instanceof FormRefused ? error.problems : [];
  const isSaid = isShown || problems.length > 0;
  return { problems, reason: isSaid ? null : { code: error.code, values: error.values } };
}
