import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { PlaceLevel } from '#features/places/schema.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

export type PlaceName = { ref: string; name: Translated };

/** A place with the one it lies in and those that lie in it. Degrees are WGS 84. */
export type Place = PlaceName & {
  about: About;
  level: PlaceLevel;
  aliases: string[];
  iso3: string | null;
  latitude: number | null;
  longitude: number | null;
  parent: (PlaceName & { level: PlaceLevel }) | null;
  children: PlaceName[];
  /** The level of the places that lie in it. */
  childLevel: PlaceLevel | null;
};

/** One place. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Place> {
  const row = await tx.db
    .selectFrom('places as p')
    .leftJoin('places as u', 'u.id', 'p.parent_id')
    .selectAll('p')
    .select(['u.ref as upRef', 'u.name as upName', 'u.level as upLevel'])
    .select((of) =>
      of
        .selectFrom('places as l')
        .select('l.level')
        .whereRef('l.parent_id', '=', 'p.id')
        .limit(1)
        .as('childLevel'),
    )
    .select((of) =>
      jsonArrayFrom(
        of
          .selectFrom('places as c')
          .select(['c.ref', 'c.name'])
          .whereRef('c.parent_id', '=', 'p.id')
          .where('c.archived_at', 'is', null)
          .orderBy('c.ref'),
      ).as('children'),
    )
    .where('p.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('places', ref);
  const { level, name, aliases, iso3, latitude, longitude, children, childLevel, upRef, upName, upLevel } =
    row;
  return {
    ...{ ref, level, name, aliases, iso3, latitude, longitude, children, childLevel },
    parent: upRef && upName && upLevel ? { ref: upRef, name: upName, level: upLevel } : null,
    about: aboutOf(row),
  };
}
