import { itemWritten, locked } from '#features/meetings/minutes/errors.ts';
import { sql } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import { minutesStatus, type MinutesDays, type MinutesStatus } from '#features/meetings/minutes/rules.ts';
import { minutesInput, type MinutesInput } from '#features/meetings/minutes/schema.ts';
import { keepingGround, reachedOf } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Visibility } from '#lib/record.ts';
import { readStanding } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** How the body of a meeting wants its minutes. */
export type Procedure = {
  votingRoles: string[];
  quorum: number | null;
  adoption: 'next-meeting' | 'silence';
  correctionDays: number;
};

/** A meeting as those see it who write its minutes. */
export type MinutedMeeting = {
  id: number;
  ref: string;
  title: Translated;
  from: PartialDate;
  until: PartialDate | null;
  visibility: Visibility;
  body: (BodyName & { id: number } & Procedure) | null;
  /** May the asker keep its minutes? */
  runs: boolean;
};

type MeetingRow = Omit<MinutedMeeting, 'runs'> & { reach: number; audience_id: number | null };

/** The meeting, and whether the asker writes its minutes. Throws notFound. */
export async function meetingOf(tx: Tx, ref: string): Promise<MinutedMeeting> {
  const { rows } = await sql<MeetingRow>`
    select m.id, m.ref, m.title, m.from_on as "from", m.until_on as until, m.visibility, m.reach, m.audience_id,
      (select jsonb_build_object('id', b.id, 'ref', b.ref, 'name', b.name, 'acronym', b.acronym,
          'votingRoles', b.voting_roles, 'quorum', b.quorum, 'adoption', b.adoption,
          'correctionDays', b.correction_days)
        from bodies b where b.id = m.body_id) as body
    from meetings m where m.ref = ${ref} and m.archived_at is null`.execute(tx.db);
  const [row] = rows;
  if (!row) throw notFound('meetings', ref);
  const { reach, audience_id: audience, ...meeting } = row;
  return { ...meeting, runs: keepingGround(tx.viewer, 'minutes', reachedOf(reach, audience)) !== null };
}

/** The meeting for whoever writes its minutes. Throws notFound, and refused for who only sees it. */
export async function meetingToKeep(tx: Tx, ref: string): Promise<MinutedMeeting> {
  const meeting = await meetingOf(tx, ref);
  if (!meeting.runs) throw refused('minutes');
  return meeting;
}

export type Minutes = MinutesDays & {
  id: number;
  ref: string;
  version: number;
  status: MinutesStatus;
  updatedAt: Date;
  adoptedBy: 'meeting' | 'silence' | null;
  adoptedAt: { ref: string; title: Translated } | null;
};

/** The minutes of a meeting, as far as the asker sees them. */
export async function find(tx: Tx, meeting: string): Promise<Minutes | null> {
  const { rows } = await sql<Omit<Minutes, 'status'>>`
    select n.id, n.ref, n.version, n.updated_at as "updatedAt", n.circulated_on as circulated,
      n.corrections_until as "correctionsUntil", n.adopted_on as adopted, n.adopted_by as "adoptedBy",
      (select jsonb_build_object('ref', a.ref, 'title', a.title) from meetings a where a.id = n.adopted_at_id)
        as "adoptedAt"
    from minutes n join meetings m on m.id = n.meeting_id
    where m.ref = ${meeting} and n.archived_at is null`.execute(tx.db);
  const [row] = rows;
  return row ? { ...row, status: minutesStatus(row) } : null;
}

/** Throws `minutes.locked` when the minutes of a meeting are adopted: its agenda and outcomes stay as they were. */
export async function refuseAdopted(tx: Tx, meeting: string): Promise<void> {
  if ((await find(tx, meeting))?.status === 'adopted') throw locked();
}

/** Throws `minutes.item_written` when the minutes say something under one of these agenda items. */
export async function refuseWritten(tx: Tx, items: readonly string[]): Promise<void> {
  const { rows } = await sql`
    select from minute_items i join agenda_items a on a.id = i.agenda_item_id
    where a.ref = any(${[...items]}::text[]) and i.archived_at is null`.execute(tx.db);
  if (rows.length > 0) throw itemWritten();
}

/** The minutes of a meeting. Throws notFound where the asker sees none. */
export async function get(tx: Tx, meeting: string): Promise<Minutes> {
  const minutes = await find(tx, meeting);
  if (!minutes) throw notFound('minutes', meeting);
  return minutes;
}

/** What the minutes say under one item of the agenda; `text` is null where nothing is written yet. */
export type MinuteText = {
  item: string;
  title: Translated;
  /** A part of the item before it. */
  isPart: boolean;
  ref: string | null;
  version: number;
  text: Translated | null;
};

/** The agenda of a meeting in order, each item with what the minutes say under it. */
export async function texts(tx: Tx, meeting: string): Promise<MinuteText[]> {
  const { rows } = await sql<MinuteText>`
    select a.ref as item, a.title, a.parent_id is not null as "isPart", i.ref, coalesce(i.version, 0) as version,
      case when i.archived_at is null then i.text end as text
    from agenda_items a join meetings m on m.id = a.meeting_id
      left join agenda_items u on u.id = a.parent_id
      left join minute_items i on i.agenda_item_id = a.id
    where m.ref = ${meeting} and a.archived_at is null
    order by coalesce(u.position, a.position), coalesce(u.ref, a.ref), a.parent_id is not null, a.position, a.ref`.execute(
    tx.db,
  );
  return rows;
}

export type Attendee = {
  seat: string | null;
  organisation: string | null;
  person: string | null;
  name: string | null;
  presence: MinutesInput['attendance'][number]['presence'];
};

/** Who was there, in the order it was noted. */
export async function attendees(tx: Tx, meeting: string): Promise<Attendee[]> {
  const { rows } = await sql<Attendee>`
    select s.ref as seat, o.ref as organisation, p.ref as person, x.name, x.presence
    from attendances x join minutes n on n.id = x.minutes_id join meetings m on m.id = n.meeting_id
      left join seats s on s.id = x.seat_id left join organisations o on o.id = x.organisation_id
      left join people p on p.id = x.person_id
    where m.ref = ${meeting} order by x.position`.execute(tx.db);
  return rows;
}

/** The minutes as an input, so that one part of them can be changed. Throws notFound. */
export async function standing(tx: Tx, meeting: string): Promise<{ input: MinutesInput; version: number }> {
  const minutes = await get(tx, meeting);
  const { fields } = await readStanding(tx, 'minutes', minutes.ref, []);
  const present = <T>(value: T | null) => value ?? undefined;
  const input = minutesInput.parse({
    ref: minutes.ref,
    meeting,
    visibility: fields['visibility'],
    published: fields['published_at'] !== null,
    note: present(fields['note']),
    evidence: fields['evidence'],
    circulated_on: present(minutes.circulated),
    corrections_until: present(minutes.correctionsUntil),
    adopted_on: present(minutes.adopted),
    adopted_by: present(minutes.adoptedBy),
    adopted_at: minutes.adoptedAt?.ref,
    attendance: (await attendees(tx, meeting)).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    ),
  });
  return { input, version: minutes.version };
}
