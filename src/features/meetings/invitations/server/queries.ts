import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import type { Answer } from '#features/meetings/invitations/schema.ts';
import { letterDue, momentOf } from '#features/meetings/invitations/rules.ts';
import { minuted } from '#features/meetings/server/queries.ts';
import type { Due, Me } from '#lib/due.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A meeting as letters and answers know it. `id` stays on the server. */
export type Facts = {
  id: number;
  ref: string;
  title: Translated;
  from: string;
  until: string | null;
  startsAt: string | null;
  endsAt: string | null;
  venue: Translated | null;
  place: Translated | null;
  onlineLink: string | null;
  cancelled: string | null;
  version: number;
  body: Translated | null;
  /** Somebody has noted who came. */
  isHeld: boolean;
};

const factsWhere = (condition: RawBuilder<unknown>) => sql<Facts & { runs: boolean }>`
  select m.id, m.ref, m.title, m.from_on as "from", m.until_on as until, m.starts_at as "startsAt",
    m.ends_at as "endsAt", m.venue, l.name as place, m.online_link as "onlineLink", m.cancelled_on as cancelled,
    m.version, b.name as body, runs_meeting(m.id) as runs,
    ${minuted} as "isHeld"
  from meetings m left join bodies b on b.id = m.body_id left join places l on l.id = m.place_id
  where m.archived_at is null and ${condition}`;

/** A meeting for whoever runs it. Throws notFound where it is not seen, refused where it is not run. */
export async function facts(tx: Tx, ref: string): Promise<Facts> {
  const { rows } = await factsWhere(sql`m.ref = ${ref}`).execute(tx.db);
  const [found] = rows;
  if (!found) throw notFound('meetings', ref);
  const { runs, ...meeting } = found;
  if (!runs) throw refused('meetings');
  return meeting;
}

/** The meeting an invitation is for; undefined where there is none for this viewer, or it is withdrawn. */
export async function factsOfCode(tx: Tx, code: string): Promise<Facts | undefined> {
  const { rows } = await factsWhere(sql`m.id = (select i.meeting_id from meeting_invitations i
    where i.code = ${code} and i.sent_at is not null and i.withdrawn_at is null)`).execute(tx.db);
  return rows[0];
}

/** What a calendar shows of a meeting, as the hash that is kept with each letter. */
export function shownHash({ title, venue, place, onlineLink, cancelled, ...time }: Facts): string {
  const shown = [title.en, title.bn, momentOf(time), venue, place, onlineLink, cancelled];
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex');
}

/** Somebody invited, for whoever runs the meeting. */
export type Invited = {
  code: string;
  name: string;
  address: string;
  lang: Lang;
  /** For whom: the organisation whose seat it is. */
  organisation: Translated | null;
  answer: Answer | null;
  answeredAt: Date | null;
  answeredBy: 'link' | 'calendar' | 'desk' | null;
  /** The answer was given for another time. */
  isOld: boolean;
  /** The letter still to be sent. */
  due: ReturnType<typeof letterDue>;
  sentAt: Date | null;
  remindedAt: Date | null;
  withdrawn: boolean;
};

type InvitedRow = Omit<Invited, 'isOld' | 'due' | 'withdrawn'> & {
  shown: string | null;
  withdrawnAt: Date | null;
  answeredWhen: string | null;
};

/** Everybody invited, by name; those withdrawn last. */
export async function list(tx: Tx, meeting: Facts): Promise<Invited[]> {
  const { rows } = await sql<InvitedRow>`
    select i.code, i.name, i.address, i.lang, o.name as organisation, i.answer, i.answered_at as "answeredAt",
      i.answered_by as "answeredBy", i.answered_when as "answeredWhen", i.sent_at as "sentAt",
      i.reminded_at as "remindedAt", i.calendar_hash as shown, i.withdrawn_at as "withdrawnAt"
    from meeting_invitations i left join seats s on s.id = i.seat_id left join organisations o on o.id = s.organisation_id
    where i.meeting_id = ${meeting.id} order by i.withdrawn_at is not null, i.name, i.id`.execute(tx.db);
  const now = { shown: shownHash(meeting), isCancelled: meeting.cancelled !== null };
  const moment = momentOf(meeting);
  return rows.map(({ shown, withdrawnAt, answeredWhen, ...row }) => ({
    ...row,
    isOld: row.answer !== null && answeredWhen !== moment,
    due: letterDue({ sentAt: row.sentAt, shown, withdrawnAt }, now),
    withdrawn: withdrawnAt !== null,
  }));
}

export type Counts = {
  invited: number;
  accepted: number;
  tentative: number;
  declined: number;
  silent: number;
};

/** How many were asked and what they answered; an answer for another time counts as none. */
export async function counts(tx: Tx, meeting: Facts): Promise<Counts> {
  const moment = momentOf(meeting);
  const { rows } = await sql<Counts>`
    select count(*)::int as invited, count(*) filter (where answer = 'accepted')::int as accepted,
      count(*) filter (where answer = 'tentative')::int as tentative,
      count(*) filter (where answer = 'declined')::int as declined, count(*) filter (where answer is null)::int as silent
    from (select case when answered_when = ${moment} then answer end as answer from meeting_invitations
      where meeting_id = ${meeting.id} and sent_at is not null and withdrawn_at is null) i`.execute(tx.db);
  return rows[0] ?? { invited: 0, accepted: 0, tentative: 0, declined: 0, silent: 0 };
}

/** Somebody who may be asked. Without an address nobody can write to them. */
export type Candidate = {
  choice: string;
  name: Translated | null;
  organisation: Translated | null;
  role: SeatRole | null;
  capacity: 'representative' | 'alternate' | null;
  address: string | null;
};

/**
 * Whom a meeting may call and has not called yet: whoever sits in its body on its day, representatives first; then, for
 * the secretariat, everybody else with an account. A seat that nobody holds comes with no name.
 */
export async function candidates(tx: Tx, meeting: Facts): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with reached as (select * from meeting_addresses(${meeting.id}::bigint)),
    day as (select from_day, body_id from meetings where id = ${meeting.id}),
    seated as (
      select s.ref as seat, s.role, s.organisation_id, h.person_id, h.capacity
      from day join seats s on s.body_id = day.body_id
        left join seat_holders h on h.seat_id = s.id and coalesce(first_day(h.from_on) <= day.from_day, true)
          and coalesce(first_day(h.until_on) > day.from_day, true)
      where s.archived_at is null and coalesce(s.from_day <= day.from_day, true)
        and coalesce(s.until_day > day.from_day, true))
    select 'seat:' || x.seat || ':' || coalesce(p.ref, '') as choice, p.name, o.name as organisation, x.role, x.capacity,
      r.address, 1 as place
    from seated x join organisations o on o.id = x.organisation_id left join people p on p.id = x.person_id
      left join reached r on r.person_id = x.person_id
    where not exists (select from meeting_invitations i where i.meeting_id = ${meeting.id} and i.withdrawn_at is null
      and (i.person_id = x.person_id or i.address = r.address
        or (x.person_id is null and i.seat_id = (select id from seats where ref = x.seat))))
    union all
    select 'person::' || p.ref, p.name, null, null, null, r.address, 2
    from reached r join people p on p.id = r.person_id
    where r.person_id not in (select person_id from seated where person_id is not null)
      and not exists (select from meeting_invitations i where i.meeting_id = ${meeting.id} and i.withdrawn_at is null
        and (i.person_id = r.person_id or i.address = r.address))
    order by place, organisation, capacity desc, choice`.execute(tx.db);
  return rows.map(({ choice, name, organisation, role, capacity, address }) => ({
    choice,
    name,
    organisation,
    role,
    capacity,
    address,
  }));
}

/** Coming meetings of bodies the person runs whose readers were told something else than what stands now. */
export async function due(tx: Tx, { access, today }: Me): Promise<Due[]> {
  const isSecretariat = access.duties.includes('secretariat');
  if (!isSecretariat && !access.bodies.some(({ runs }) => runs)) return [];
  const { rows } = await factsWhere(sql`m.until_day > ${today}::date and runs_meeting(m.id)
    and exists (select from meeting_invitations i where i.meeting_id = m.id and i.sent_at is not null
      and i.withdrawn_at is null and i.sent_version <> m.version)`).execute(tx.db);
  const told: Due[] = [];
  for (const meeting of rows) {
    const invited = await list(tx, meeting);
    if (!invited.some((one) => one.sentAt !== null && one.due !== null)) continue;
    told.push({
      kind: 'invitations_outdated',
      title: meeting.title,
      path: `/desk/meetings/${meeting.ref}/invitations`,
      due: meeting.from,
      since: null,
      ground: isSecretariat ? 'secretariat' : 'runs',
      within: meeting.body,
      detail: null,
    });
  }
  return told;
}
