import { sql } from 'kysely';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { EvidenceKind } from '#features/files/schema.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import { pageOfList } from '#lib/ui/paging.ts';
import type { Translated } from '#lib/translated.ts';

/** A piece of evidence as a source line names it. */
export type EvidenceLine = {
  ref: string;
  title: Translated;
  producer: Translated | null;
  address: string | null;
  published: PartialDate | null;
  retrieved: PartialDate | null;
  edition: string | null;
  licence: string | null;
};

/** A cited piece of evidence with the place in it: "paragraph 17", '' when the whole is meant. */
export type Cited = EvidenceLine & { locator: string };

export type Evidence = EvidenceLine & { kind: EvidenceKind; about: About };

/** `statements` counts the records that rest on it. */
export type ListedEvidence = EvidenceLine & { kind: EvidenceKind; statements: number };

/** A page that rests on a piece of evidence, with how many of its statements do. `path` has no language in front. */
export type RestingPage = { kind: string; path: string; title: Translated; statements: number };

const lineColumns = [
  'e.ref',
  'e.title',
  'e.producer',
  'e.address',
  'e.published_on as published',
  'e.retrieved_on as retrieved',
  'e.edition',
  'e.licence',
] as const;

/** The evidence a record cites, with the place in it, in the order of its references. */
export async function citedBy(tx: Tx, kind: string, ref: string): Promise<Cited[]> {
  const cited = await citedByAll(tx, kind, [ref]);
  return cited.map(({ by: _by, ...line }) => line);
}

/** The evidence that several records of a kind cite; `by` is the reference of the record that cites it. */
export async function citedByAll(
  tx: Tx,
  kind: string,
  refs: readonly string[],
): Promise<(Cited & { by: string })[]> {
  if (refs.length === 0) return [];
  return tx.db
    .selectFrom('evidence_links as l')
    .innerJoin('evidence as e', 'e.id', 'l.evidence_id')
    .select(lineColumns)
    .select(['l.locator', 'l.ref as by'])
    .where('l.kind', '=', kind)
    .where('l.ref', 'in', refs)
    .orderBy('e.ref')
    .orderBy('l.locator')
    .execute();
}

/** One piece of evidence. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Evidence> {
  const row = await tx.db
    .selectFrom('evidence as e')
    .select(lineColumns)
    .select(['e.kind', 'e.version', 'e.updated_at', 'e.archived_at', 'e.note'])
    .where('e.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('evidence', ref);
  const { version, updated_at, archived_at, note, ...line } = row;
  return { ...line, about: aboutOf({ ref: row.ref, version, updated_at, archived_at, note }) };
}

export type EvidenceFilter = {
  /** A kind nobody knows gives an empty list. */
  kind?: string | undefined;
  /** By title in `lang` (default), or newest first. */
  sort?: 'title' | '-published';
  lang: Lang;
  page: number;
  size: number;
};

/** One page of all evidence with what rests on it, and how much there is in all. A page beyond the end is the last one. */
export async function list(
  tx: Tx,
  filter: EvidenceFilter,
): Promise<{ rows: ListedEvidence[]; total: number; page: number }> {
  const { kind, sort, lang, size } = filter;
  const wanted = sql`from evidence e where e.archived_at is null ${kind ? sql`and e.kind = ${kind}` : sql``}`;
  const counted = await sql<{ total: number }>`select count(*)::int as total ${wanted}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(filter.page, size, total);
  const { rows } = await sql<ListedEvidence>`
    select e.ref, e.kind, e.title, e.producer, e.address, e.published_on as published, e.retrieved_on as retrieved,
      e.edition, e.licence, (select count(*) from evidence_links l where l.evidence_id = e.id) as statements ${wanted}
    order by ${sort === '-published' ? sql`e.published_on desc nulls last,` : sql``}
      lower(coalesce(e.title ->> ${lang}, e.title ->> (e.title ->> 'source'))), e.ref
    limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows, total, page };
}

/** How many pages one list of what rests on a source shows. */
const mostPages = 200;

/**
 * The pages that rest on a piece of evidence, by kind and title; records that are a part of a page (a step, a value,
 * a seat) are counted under it. `total` counts all records that cite it; `isCut` when more pages do than are given.
 */
export async function restingOn(
  tx: Tx,
  evidence: string,
): Promise<{ pages: RestingPage[]; total: number; isCut: boolean }> {
  const found = await sql<RestingPage & { total: number }>`
    with resting as (
      select r.kind, r.path, r.title, split_part(r.path, '#', 1) as page
      from evidence_links l join evidence e on e.id = l.evidence_id
        join records r on r.kind = l.kind and r.ref = l.ref
      where e.ref = ${evidence}),
    pages as (
      select coalesce(p.kind, r.kind) as kind, coalesce(p.path, r.path) as path, coalesce(p.title, r.title) as title,
        count(*) as statements, (sum(count(*)) over ())::int as total
      from resting r left join records p on p.path = r.page group by 1, 2, 3)
    select * from pages order by kind, title ->> 'en', path limit ${mostPages}`.execute(tx.db);
  return {
    pages: found.rows.map(({ total: _total, ...page }) => page),
    total: found.rows[0]?.total ?? 0,
    isCut: found.rows.length === mostPages,
  };
}
