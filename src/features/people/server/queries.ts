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
