import { sql } from 'kysely';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { OrganisationName, Sector } from '#features/organisations/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** How many of the seats that were noted were filled, by the holder or somebody in their place. */
export type Filled = { noted: number; filled: number };

export type Participation = {
  body: BodyName;
  meetings: number;
  sectors: (Filled & { sector: Sector })[];
  organisations: (Filled & { organisation: OrganisationName; sector: Sector; year: string })[];
  /** Seats that nobody filled at the last three meetings that noted them. */
  missing: { seat: string; role: SeatRole; organisation: OrganisationName; since: string }[];
};

/** So often running nobody has to come before somebody asks. */
export const timesRunning = 3;

/**
 * Who took part in the meetings of a body, by organisation, sector and year; minutes count once they are out. For those
 * who sit in the body, the secretariat and auditors. Throws notFound, refused.
 */
export async function participation(tx: Tx, ref: string, today: string): Promise<Participation> {
  const { rows: bodies } = await sql<BodyName & { id: number }>`
    select id, ref, name, acronym from bodies where ref = ${ref} and archived_at is null`.execute(tx.db);
  const [body] = bodies;
  if (!body) throw notFound('bodies', ref);
  if (!sitsIn(tx, body.id)) throw refused('participation');
  const { rows: organisations } = await sql<Participation['organisations'][number]>`
    select jsonb_build_object('ref', r.ref, 'name', r.name, 'acronym', r.acronym) as organisation, r.sector, r.year,
      count(*)::int as noted, (count(*) filter (where r.filled))::int as filled
    from (${marks(body.id)}) r group by r.ref, r.name, r.acronym, r.sector, r.year
    order by r.year desc, r.name ->> 'en', r.ref`.execute(tx.db);
  const { rows: bySector } = await sql<Participation['sectors'][number]>`
    select r.sector, count(*)::int as noted, (count(*) filter (where r.filled))::int as filled
    from (${marks(body.id)}) r group by r.sector order by r.sector`.execute(tx.db);
  const { rows: missing } = await sql<Participation['missing'][number]>`
    select r.seat, r.role, jsonb_build_object('ref', r.ref, 'name', r.name, 'acronym', r.acronym) as organisation,
      min(r.from_day)::text as since
    from (select m.*, row_number() over (partition by m.seat order by m.from_day desc, m.meeting desc) as back
      from (${marks(body.id)}) m) r
    where r.back <= ${timesRunning} and coalesce(r.until_day > ${today}::date, true)
    group by r.seat, r.role, r.ref, r.name, r.acronym
    having count(*) = ${timesRunning} and not bool_or(r.filled)
    order by r.name ->> 'en', r.seat`.execute(tx.db);
  const { rows: counted } = await sql<{ n: number }>`
    select count(distinct r.meeting)::int as n from (${marks(body.id)}) r`.execute(tx.db);
  const { id: _, ...name } = body;
  return { body: name, meetings: counted[0]?.n ?? 0, sectors: bySector, organisations, missing };
}

function sitsIn({ viewer }: Tx, body: number): boolean {
  if (hasDuty(viewer, 'secretariat', 'auditor')) return true;
  return viewer.kind === 'person' && viewer.access.bodies.some(({ id }) => id === body);
}

/** Every seat that was noted at a meeting of the body, with whether somebody filled it. */
const marks = (body: number) => sql`
  select m.id as meeting, m.from_day, left(m.from_on, 4) as year, s.ref as seat, s.role, s.until_day, o.ref, o.name,
    o.acronym, t.sector, x.presence in ('present', 'represented') as filled
  from attendances x join minutes n on n.id = x.minutes_id join meetings m on m.id = n.meeting_id
    join seats s on s.id = x.seat_id join organisations o on o.id = s.organisation_id
    join organisation_types t on t.id = o.type_id
  where m.body_id = ${body} and n.circulated_on is not null and n.archived_at is null and m.archived_at is null`;
