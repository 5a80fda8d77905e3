import { sql } from 'kysely';
import { seatDuty, type SeatDuty } from '#features/bodies/duties/rules.ts';
import { seatRoleLabels } from '#features/bodies/seats/labels.ts';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import { bodyStatus } from '#features/bodies/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import { aheadDays, type Due, type DueGround, type Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Roles in which an organisation leads a body. */
const leading = sql`'chair', 'co-chair', 'coordinator'`;

type Dates = { proposed: PartialDate | null; established: PartialDate | null; closed: PartialDate | null };
type SeatRow = Dates & {
  body: string;
  bodyName: Translated;
  bodyId: number;
  organisationId: number;
  organisationName: Translated;
  from: PartialDate | null;
  until: PartialDate | null;
  role: SeatRole;
  represented: boolean;
  succeeded: boolean;
};
type BodyRow = Dates & { id: number; ref: string; name: Translated; since: PartialDate | null };

/** What bodies and seats ask of a person today: of the secretariat, of who runs a body, of who is in an organisation. */
export async function due(tx: Tx, me: Me): Promise<Due[]> {
  const everywhere = me.access.duties.includes('secretariat');
  const runs = me.access.bodies.filter((body) => body.runs).map(({ id }) => id);
  const organisations = me.access.organisations.map(({ id }) => id);
  const held = me.access.bodies.flatMap((body) => body.seats.map(({ seat }) => seat));
  const keeper = (bodyId: number): DueGround | null =>
    runs.includes(bodyId) ? 'runs' : everywhere ? 'secretariat' : null;
  const ground = ({ bodyId, organisationId }: SeatRow): DueGround =>
    keeper(bodyId) ?? (organisations.includes(organisationId) ? 'organisation' : 'holder');
  const seats = await seatsOf(tx, { everywhere, runs, organisations, held, day: me.today });
  const bodies = await bodiesWithoutLead(tx, { everywhere, runs, day: me.today });
  return [
    ...bodies
      .filter((body) => bodyStatus(body, me.today) === 'active')
      .map((body) =>
        dueOf('lead_missing', body.name, body.ref, {
          since: body.since,
          ground: keeper(body.id) ?? 'secretariat',
        }),
      ),
    ...seats
      .filter((seat) => bodyStatus(seat, me.today) === 'active')
      .flatMap((seat) => {
        const duty = seatDuty(seat, me.today);
        return duty === null ? [] : [seatDue(duty, seat, ground(seat))];
      }),
    ...(await holdingsEnding(tx, me, held)),
  ];
}

function dueOf(kind: string, title: Translated, body: string, more: Pick<Due, 'ground'> & Partial<Due>): Due {
  return {
    kind,
    title,
    path: `/bodies/${body}`,
    due: more.due ?? null,
    since: more.since ?? null,
    ground: more.ground,
    within: more.within ?? null,
    detail: more.detail ?? null,
  };
}

function seatDue(duty: SeatDuty, seat: SeatRow, ground: DueGround): Due {
  const dates = {
    seat_ending: { due: seat.until },
    seat_ended: { since: seat.until },
    representative_missing: { since: seat.from },
  }[duty];
  return dueOf(duty, seat.organisationName, seat.body, {
    ground,
    within: seat.bodyName,
    detail: seatRoleLabels[seat.role],
    ...dates,
  });
}

type Holding = Pick<SeatRow, 'body' | 'bodyName' | 'organisationName' | 'role'> & { until: PartialDate };

/**
 * Where the person sits only until a day that is near, the seat goes on, and nobody sits there in the same capacity
 * after that day. A seat that itself ends is asked about as such.
 */
async function holdingsEnding(tx: Tx, { account, today }: Me, held: string[]): Promise<Due[]> {
  const { rows } = await sql<Holding>`
    select b.ref as body, b.name as "bodyName", o.name as "organisationName", s.role, h.until_on as until
    from seat_holders h join seats s on s.id = h.seat_id join bodies b on b.id = s.body_id
      join organisations o on o.id = s.organisation_id join accounts a on a.person_id = h.person_id
    where a.id = ${account} and s.ref = any(${held}::text[])
      and first_day(h.until_on) > ${today}::date and first_day(h.until_on) <= ${today}::date + ${aheadDays}::int
      and coalesce(first_day(h.until_on) < first_day(s.until_on), true)
      and not exists (select from seat_holders next where next.seat_id = h.seat_id and next.capacity = h.capacity
        and coalesce(first_day(next.until_on) > first_day(h.until_on), true))
    order by b.sort, s.ref`.execute(tx.db);
  return rows.map(({ body, bodyName, organisationName, role, until }) =>
    dueOf('holding_ending', organisationName, body, {
      ground: 'holder',
      within: bodyName,
      detail: seatRoleLabels[role],
      due: until,
    }),
  );
}

type Whose = { everywhere: boolean; runs: number[]; day: string };

async function seatsOf(
  tx: Tx,
  { everywhere, runs, organisations, held, day }: Whose & { organisations: number[]; held: string[] },
): Promise<SeatRow[]> {
  const { rows } = await sql<SeatRow>`
    select b.ref as body, b.id as "bodyId", b.name as "bodyName", o.id as "organisationId",
      o.name as "organisationName", b.proposed_on as proposed, b.established_on as established, b.closed_on as closed,
      s.role, s.from_on as from, s.until_on as until,
      exists (select from seat_holders h where h.seat_id = s.id and h.capacity = 'representative'
        and coalesce(first_day(h.from_on) <= ${day}::date, true)
        and coalesce(first_day(h.until_on) > ${day}::date, true)) as represented,
      s.until_day is not null and exists (select from seats next where next.body_id = s.body_id
        and next.id <> s.id and next.archived_at is null and next.from_day >= s.until_day
        and case when s.role in (${leading}) then next.role in (${leading})
          else next.organisation_id = s.organisation_id end) as succeeded
    from seats s join bodies b on b.id = s.body_id join organisations o on o.id = s.organisation_id
    where s.archived_at is null and b.archived_at is null and o.archived_at is null
      and (${everywhere}::boolean or s.body_id = any(${runs}::bigint[])
        or s.organisation_id = any(${organisations}::bigint[]) or s.ref = any(${held}::text[]))
    order by b.sort, b.ref, s.ref`.execute(tx.db);
  return rows;
}

/** Bodies that have no chair, co-chair or coordinator on the day, and since when, as far as a seat says. */
async function bodiesWithoutLead(tx: Tx, { everywhere, runs, day }: Whose): Promise<BodyRow[]> {
  const leads = sql`select s.until_on, s.until_day, s.from_day from seats s
    where s.body_id = b.id and s.archived_at is null and s.role in (${leading})`;
  const { rows } = await sql<BodyRow>`
    select b.id, b.ref, b.name, b.proposed_on as proposed, b.established_on as established, b.closed_on as closed,
      (select l.until_on from (${leads}) l where l.until_day <= ${day}::date
        order by l.until_day desc limit 1) as since
    from bodies b
    where b.archived_at is null and (${everywhere}::boolean or b.id = any(${runs}::bigint[]))
      and not exists (select from (${leads}) l where coalesce(l.from_day <= ${day}::date, true)
        and coalesce(l.until_day > ${day}::date, true))
    order by b.sort, b.ref`.execute(tx.db);
  return rows;
}
