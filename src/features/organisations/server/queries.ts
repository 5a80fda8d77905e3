import { sql } from 'kysely';
import type { sectors } from '#features/organisations/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

export type Sector = (typeof sectors)[number];

/** How an organisation is named wherever it appears. */
export type OrganisationName = { ref: string; name: Translated; acronym: Translated | null };

export type OrganisationLine = OrganisationName & { type: Translated; typeRef: string; sector: Sector };

export type Organisation = OrganisationLine & {
  about: About;
  aliases: string[];
  website: string | null;
  parent: OrganisationName | null;
  children: OrganisationName[];
};

/** A person in an office, or an office with its person. Ends may be unknown. */
export type Position = {
  ref: string;
  title: Translated;
  person: { ref: string; name: Translated; honorific: Translated | null };
  organisation: OrganisationName;
  from: PartialDate | null;
  until: PartialDate | null;
  stated: PartialDate | null;
};

export type OrganisationType = { ref: string; name: Translated; sector: Sector };

export type OrganisationFilter = {
  lang: Lang;
  type?: string | undefined;
  sector?: string | undefined;
  sort: 'name' | '-name' | 'type' | '-type';
  page: number;
  size: number;
};

/** A page of the organisations the viewer may see; a page beyond the list is its last one. */
export async function list(
  tx: Tx,
  filter: OrganisationFilter,
): Promise<{ rows: OrganisationLine[]; total: number; page: number }> {
  let found = tx.db
    .selectFrom('organisations as o')
    .innerJoin('organisation_types as t', 't.id', 'o.type_id')
    .where('o.archived_at', 'is', null);
  if (filter.type) found = found.where('t.ref', '=', filter.type);
  if (filter.sector) found = found.where(sql<boolean>`t.sector = ${filter.sector}`);
  const { total } = await found
    .select((build) => build.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();

  const { page } = pageOfList(filter.page, filter.size, total);
  const direction = filter.sort.startsWith('-') ? 'desc' : 'asc';
  const named = sql`coalesce(o.name ->> ${filter.lang}, o.name ->> 'en', o.name ->> 'bn') collate "und-x-icu"`;
  let ordered = found.select([
    'o.ref',
    'o.name',
    'o.acronym',
    't.name as type',
    't.ref as typeRef',
    't.sector',
  ]);
  if (filter.sort.endsWith('type')) ordered = ordered.orderBy('t.sort', direction).orderBy(named);
  else ordered = ordered.orderBy(named, direction);
  const rows = await ordered
    .orderBy('o.ref')
    .limit(filter.size)
    .offset((page - 1) * filter.size)
    .execute();
  return { rows, total, page };
}

/** The types that some organisation the viewer may see has, in the order of the country's list. */
export async function types(tx: Tx): Promise<OrganisationType[]> {
  return tx.db
    .selectFrom('organisation_types as t')
    .select(['t.ref', 't.name', 't.sector'])
    .where('t.id', 'in', (from) =>
      from.selectFrom('organisations as o').select('o.type_id').where('o.archived_at', 'is', null),
    )
    .orderBy('t.sort')
    .orderBy('t.ref')
    .execute();
}

/** One organisation. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Organisation> {
  const row = await tx.db
    .selectFrom('organisations as o')
    .innerJoin('organisation_types as t', 't.id', 'o.type_id')
    .leftJoin('organisations as p', 'p.id', 'o.parent_id')
    .selectAll('o')
    .select(['t.name as type', 't.ref as typeRef', 't.sector'])
    .select(['p.ref as parentRef', 'p.name as parentName', 'p.acronym as parentAcronym'])
    .where('o.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('organisations', ref);
  const children = await tx.db
    .selectFrom('organisations')
    .select(['ref', 'name', 'acronym'])
    .where('parent_id', '=', row.id)
    .orderBy(sql`name ->> 'en'`)
    .execute();
  const { parentRef, parentName, parentAcronym } = row;
  return {
    about: aboutOf(row),
    ref: row.ref,
    name: row.name,
    acronym: row.acronym,
    type: row.type,
    typeRef: row.typeRef,
    sector: row.sector,
    aliases: row.aliases,
    website: row.website,
    parent: parentRef && parentName ? { ref: parentRef, name: parentName, acronym: parentAcronym } : null,
    children,
  };
}

/** Offices held, by organisation or by person; those in office first, then the latest. */
export async function positions(tx: Tx, of: { organisation?: string; person?: string }): Promise<Position[]> {
  let query = tx.db
    .selectFrom('positions as h')
    .innerJoin('people as p', 'p.id', 'h.person_id')
    .innerJoin('organisations as o', 'o.id', 'h.organisation_id')
    .select(['h.ref', 'h.title', 'h.from_on', 'h.until_on', 'h.stated_on'])
    .select(['p.ref as personRef', 'p.name as personName', 'p.honorific'])
    .select(['o.ref as organisationRef', 'o.name as organisationName', 'o.acronym'])
    .where('h.archived_at', 'is', null)
    .orderBy('h.until_on', (order) => order.desc().nullsFirst())
    .orderBy(
      (of) => of.fn.coalesce('h.from_on', 'h.stated_on'),
      (order) => order.desc().nullsLast(),
    )
    .orderBy('h.ref');
  if (of.organisation) query = query.where('o.ref', '=', of.organisation);
  if (of.person) query = query.where('p.ref', '=', of.person);
  const rows = await query.execute();
  return rows.map((row) => ({
    ref: row.ref,
    title: row.title,
    person: { ref: row.personRef, name: row.personName, honorific: row.honorific },
    organisation: { ref: row.organisationRef, name: row.organisationName, acronym: row.acronym },
    from: row.from_on,
    until: row.until_on,
    stated: row.stated_on,
  }));
}
