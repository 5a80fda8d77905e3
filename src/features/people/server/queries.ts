import { sql } from 'kysely';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** How a person is named wherever they appear. */
export type PersonName = { ref: string; name: Translated; honorific: Translated | null };

export type Person = PersonName & { about: About; aliases: string[] };

/** One person in office. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Person> {
  const row = await tx.db
    .selectFrom('people')
    .select(['ref', 'name', 'honorific', 'aliases', 'version', 'updated_at', 'archived_at', 'note'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('people', ref);
  const { name, honorific, aliases } = row;
  return { ref, name, honorific, aliases, about: aboutOf(row) };
}

/** A piece of evidence with the places in it ("paragraph 17") that are cited. */
export type Source = { ref: string; title: Translated; locators: string[] };

/** The evidence behind several records of a page, each piece once: a body and its seats, a person and offices. */
export async function sourcesOf(
  tx: Tx,
  records: readonly { kind: string; ref: string }[],
): Promise<Source[]> {
  const found = await sql<Source>`
    select e.ref, e.title, coalesce(array_agg(distinct l.locator order by l.locator)
      filter (where l.locator <> ''), '{}') as locators
    from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ ref }) => ref)}::text[]) as r (kind, ref)
    join evidence_links l on l.kind = r.kind and l.ref = r.ref
    join evidence e on e.id = l.evidence_id
    group by e.id, e.ref, e.title order by e.ref`.execute(tx.db);
  return found.rows;
}
