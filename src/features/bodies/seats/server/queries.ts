import { sql } from 'kysely';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PersonName } from '#features/people/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Somebody in a seat: its representative, or an alternate. */
export type Holder = PersonName & {
  capacity: 'representative' | 'alternate';
  from: PartialDate | null;
  until: PartialDate | null;
};

/** An organisation's place in a body, with those who hold it. Both ends may be unknown. */
export type Seat = {
  ref: string;
  role: SeatRole;
  from: PartialDate | null;
  until: PartialDate | null;
  stated: PartialDate | null;
  note: Translated | null;
  organisation: OrganisationName;
  body: { ref: string; name: Translated };
  holders: Holder[];
};

export type SeatFilter = { body?: string; organisation?: string; person?: string; roles?: SeatRole[] };

const holdersOf = sql<Holder[]>`coalesce((
  select jsonb_agg(jsonb_build_object('ref', p.ref, 'name', p.name, 'honorific', p.honorific,
      'capacity', h.capacity, 'from', h.from_on, 'until', h.until_on)
    order by h.capacity = 'alternate', h.from_on, p.ref)
  from seat_holders h join people p on p.id = h.person_id where h.seat_id = s.id), '[]')`;

/** Seats of all times, the earliest first; of a body, of an organisation, or held by a person. */
export async function list(tx: Tx, filter: SeatFilter): Promise<Seat[]> {
  let query = tx.db
    .selectFrom('seats as s')
    .innerJoin('organisations as o', 'o.id', 's.organisation_id')
    .innerJoin('bodies as b', 'b.id', 's.body_id')
    .select(['s.ref', 's.role', 's.from_on', 's.until_on', 's.stated_on', 's.note'])
    .select(['o.ref as organisation', 'o.name as organisationName', 'o.acronym'])
    .select(['b.ref as body', 'b.name as bodyName'])
    .select(holdersOf.as('holders'))
    .where('s.archived_at', 'is', null)
    .orderBy('s.from_day', (order) => order.asc().nullsFirst())
    .orderBy(sql`o.name ->> 'en'`)
    .orderBy('s.ref');
  if (filter.body) query = query.where('b.ref', '=', filter.body);
  if (filter.organisation) query = query.where('o.ref', '=', filter.organisation);
  if (filter.roles) query = query.where('s.role', 'in', filter.roles);
  if (filter.person) {
    const person = filter.person;
    query = query.where('s.id', 'in', (from) =>
      from
        .selectFrom('seat_holders as h')
        .innerJoin('people as p', 'p.id', 'h.person_id')
        .select('h.seat_id')
        .where('p.ref', '=', person),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    ref: row.ref,
    role: row.role,
    from: row.from_on,
    until: row.until_on,
    stated: row.stated_on,
    note: row.note,
    organisation: { ref: row.organisation, name: row.organisationName, acronym: row.acronym },
    body: { ref: row.body, name: row.bodyName },
    holders: row.holders,
  }));
}
