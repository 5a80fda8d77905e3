import { sql } from 'kysely';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

type Named = { ref: string; name: Translated };

/** A seat somebody holds on a day or later. */
export type HeldSeat = {
  ref: string;
  role: SeatRole;
  capacity: 'representative' | 'alternate';
  body: Named;
  organisation: Named;
};
/** An office somebody holds on a day or later. */
export type HeldPosition = { ref: string; title: Translated; organisation: Named };

/** What somebody holds on a day or later: what a handover can pass on. Throws notFound. */
export async function heldBy(
  tx: Tx,
  person: string,
  day: string,
): Promise<{ person: Named; seats: HeldSeat[]; positions: HeldPosition[] }> {
  const who = await tx.db
    .selectFrom('people')
    .select(['ref', 'name'])
    .where('ref', '=', person)
    .executeTakeFirst();
  if (!who) throw notFound('people', person);
  const seats = await sql<HeldSeat>`
    select distinct on (b.sort, s.ref) s.ref, s.role, h.capacity,
      jsonb_build_object('ref', b.ref, 'name', b.name) as body,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation
    from seat_holders h join people p on p.id = h.person_id join seats s on s.id = h.seat_id
      join bodies b on b.id = s.body_id join organisations o on o.id = s.organisation_id
    where p.ref = ${person} and s.archived_at is null
      and coalesce(first_day(s.until_on) > ${day}::date, true) and coalesce(first_day(h.until_on) > ${day}::date, true)
    order by b.sort, s.ref, h.capacity desc`.execute(tx.db);
  const positions = await sql<HeldPosition>`
    select h.ref, h.title, jsonb_build_object('ref', o.ref, 'name', o.name) as organisation
    from positions h join people p on p.id = h.person_id join organisations o on o.id = h.organisation_id
    where p.ref = ${person} and h.archived_at is null and coalesce(first_day(h.until_on) > ${day}::date, true)
    order by h.ref`.execute(tx.db);
  return { person: who, seats: seats.rows, positions: positions.rows };
}

/** People who hold a seat or an office on a day or later, and those who could take over: by name in English. */
export async function candidates(tx: Tx, day: string): Promise<{ holders: Named[]; everybody: Named[] }> {
  const { rows } = await sql<Named & { holds: boolean }>`
    select p.ref, p.name, (exists (select from seat_holders h join seats s on s.id = h.seat_id
        where h.person_id = p.id and coalesce(first_day(h.until_on) > ${day}::date, true)
          and coalesce(first_day(s.until_on) > ${day}::date, true))
      or exists (select from positions h where h.person_id = p.id
        and coalesce(first_day(h.until_on) > ${day}::date, true))) as holds
    from people p where p.archived_at is null order by coalesce(p.name ->> 'en', p.name ->> 'bn'), p.ref`.execute(
    tx.db,
  );
  const named = rows.map(({ ref, name }) => ({ ref, name }));
  return { holders: named.filter((_, at) => rows[at]?.holds), everybody: named };
}

export type Handover = {
  about: About;
  leaver: Named;
  successor: Named;
  /** "2026-07-01" */
  fromDay: string;
  reason: string;
  seats: Omit<HeldSeat, 'capacity'>[];
  positions: HeldPosition[];
};

/** A handover with the seats and offices it passed on. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Handover> {
  const row = await tx.db
    .selectFrom('handovers as h')
    .innerJoin('people as l', 'l.id', 'h.leaver_id')
    .innerJoin('people as s', 's.id', 'h.successor_id')
    .selectAll('h')
    .select([
      'l.ref as leaverRef',
      'l.name as leaverName',
      's.ref as successorRef',
      's.name as successorName',
    ])
    .where('h.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('handovers', ref);
  const seats = await sql<Handover['seats'][number]>`
    select s.ref, s.role, jsonb_build_object('ref', b.ref, 'name', b.name) as body,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation
    from seats s join bodies b on b.id = s.body_id join organisations o on o.id = s.organisation_id
    where s.ref = any(${row.seats}::text[]) order by b.sort, s.ref`.execute(tx.db);
  const positions = await sql<HeldPosition>`
    select h.ref, h.title, jsonb_build_object('ref', o.ref, 'name', o.name) as organisation
    from positions h join organisations o on o.id = h.organisation_id
    where h.ref = any(${row.positions}::text[]) order by h.ref`.execute(tx.db);
  return {
    about: aboutOf(row),
    leaver: { ref: row.leaverRef, name: row.leaverName },
    successor: { ref: row.successorRef, name: row.successorName },
    fromDay: row.starts_on,
    reason: row.reason,
    seats: seats.rows,
    positions: positions.rows,
  };
}
