import { sql, type RawBuilder } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type {
  BodyRole,
  MeetingKind,
  MeetingLanguage,
  OrganisationRole,
  Participation,
  PersonRole,
} from '#features/meetings/schema.ts';
import { isOpen, meetingStatus, type MeetingStatus } from '#features/meetings/rules.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PersonName } from '#features/people/server/queries.ts';
import { dayAfter, firstDay, type PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** A meeting or event as lists name it. Half-open period with precision; times are local. */
export type MeetingLine = {
  ref: string;
  kind: MeetingKind;
  title: Translated;
  from: PartialDate;
  until: PartialDate | null;
  startsAt: string | null;
  endsAt: string | null;
  venue: Translated | null;
  cancelled: PartialDate | null;
  body: BodyName | null;
  /** On the day that was asked for. */
  status: MeetingStatus;
  /** What the person, organisation or body that was asked for was to it; a body's own meetings need no word. */
  roles: Participation[];
};

export type MeetingFilter = {
  /** Its own meetings, those it took part in, and those that talked about it. */
  body?: string | undefined;
  kind?: string | undefined;
  /** Something came of it for this framework item, or for one right below it. */
  item?: string | undefined;
  organisation?: string | undefined;
  person?: string | undefined;
  /** Reference of the meeting it belongs to. */
  parent?: string | undefined;
  /** Database ids of the bodies whose meetings are asked for, drafts included. */
  keptBy?: readonly number[] | undefined;
};

type Listing = { today: string; page?: number; size: number } & (
  { sort: 'date' | '-date'; side?: undefined } | { side: 'coming' | 'past' }
);

const itemsOf = (links: RawBuilder<unknown>) => sql`
  select d.meeting_id as id, i.id as item, i.parent_id as above from decisions d ${links}
    join items i on i.id = k.item_id where d.meeting_id is not null`;

/** Which meetings something came of for which framework items, through decisions, commitments and actions. */
const themes = sql`(
  ${itemsOf(sql`join decision_commitments c on c.decision_id = d.id
    join commitment_items k on k.commitment_id = c.commitment_id`)}
  union
  ${itemsOf(sql`join decision_actions c on c.decision_id = d.id join action_items k on k.action_id = c.action_id`)})`;

function rolesOf({ person, organisation, body }: MeetingFilter) {
  if (person) {
    return sql<
      Participation[]
    >`(select coalesce(jsonb_agg(x.role order by x.role), '[]') from meeting_people x
      join people p on p.id = x.person_id where x.meeting_id = m.id and p.ref = ${person})`;
  }
  if (organisation) {
    return sql<
      string[]
    >`(select coalesce(jsonb_agg(x.role order by x.role), '[]') from meeting_organisations x
      join organisations o on o.id = x.organisation_id where x.meeting_id = m.id and o.ref = ${organisation})`;
  }
  if (body) {
    return sql<
      Participation[]
    >`(select coalesce(jsonb_agg(x.role order by x.role), '[]') from meeting_bodies x
      join bodies p on p.id = x.body_id where x.meeting_id = m.id and p.ref = ${body})`;
  }
  return sql<Participation[]>`'[]'::jsonb`;
}

function conditionsOf({
  body,
  kind,
  item,
  organisation,
  person,
  parent,
  keptBy,
}: MeetingFilter): RawBuilder<unknown> {
  const conditions = [sql`m.archived_at is null`];
  if (kind) conditions.push(sql`m.kind = ${kind}`);
  if (keptBy) conditions.push(sql`m.reach >= 1 and m.audience_id = any(${[...keptBy]}::bigint[])`);
  if (parent) conditions.push(sql`m.parent_id = (select id from meetings where ref = ${parent})`);
  if (body) {
    conditions.push(sql`(m.body_id = (select id from bodies where ref = ${body}) or m.id in (
      select x.meeting_id from meeting_bodies x join bodies p on p.id = x.body_id where p.ref = ${body}))`);
  }
  if (item) {
    conditions.push(sql`m.id in (
      select t.id from ${themes} t join items i on i.id in (t.item, t.above) where i.ref = ${item})`);
  }
  if (organisation) {
    conditions.push(sql`m.id in (select x.meeting_id from meeting_organisations x
      join organisations o on o.id = x.organisation_id where o.ref = ${organisation})`);
  }
  if (person) {
    conditions.push(sql`m.id in (
      select x.meeting_id from meeting_people x join people p on p.id = x.person_id where p.ref = ${person})`);
  }
  return sql.join(conditions, sql` and `);
}

type Row = Omit<MeetingLine, 'status'> & { isMinuted: boolean };

/** Minutes or an attendance of meeting `m` that whoever asks may see. */
export const minuted = sql`exists (select from minutes n where n.meeting_id = m.id and n.archived_at is null)`;

const lineColumns = (filter: MeetingFilter) => sql`
  m.ref, m.kind, m.title, m.from_on as "from", m.until_on as until, m.starts_at as "startsAt",
  m.ends_at as "endsAt", m.venue, m.cancelled_on as cancelled, ${minuted} as "isMinuted", ${rolesOf(filter)} as roles,
  (select jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym)
    from bodies b where b.id = m.body_id) as body`;

const lines = (filter: MeetingFilter) => sql`
  select ${lineColumns(filter)} from meetings m where ${conditionsOf(filter)}`;

function withStatus<T extends Row>(
  { isMinuted, ...row }: T,
  today: string,
): Omit<T, 'isMinuted'> & { status: MeetingStatus } {
  return { ...row, status: meetingStatus({ ...row, isMinuted }, today) };
}

/** A page of meetings: by date, or what comes (soonest first), or what is past (latest first). */
export async function list(
  tx: Tx,
  filter: MeetingFilter,
  listing: Listing,
): Promise<{ rows: MeetingLine[]; total: number; page: number }> {
  const { today, size, side } = listing;
  const isUpward = side ? side === 'coming' : listing.sort === 'date';
  const within = side ? sql`and m.until_day ${side === 'coming' ? sql`>` : sql`<=`} ${today}::date` : sql``;
  const counted = await sql<{ total: number }>`
    select count(*) as total from meetings m where ${conditionsOf(filter)} ${within}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(listing.page ?? 1, size, total);
  const order = isUpward ? sql`m.from_day, m.ref` : sql`m.from_day desc, m.ref desc`;
  const found = await sql<Row>`${lines(filter)} ${within} order by ${order}
    limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows: found.rows.map((row) => withStatus(row, today)), total, page };
}

/** Everything that falls into a month ("2023-01"), also what is dated to the month or its year only. */
export async function inMonth(
  tx: Tx,
  month: string,
  filter: MeetingFilter,
  today: string,
): Promise<MeetingLine[]> {
  const found = await sql<Row>`${lines(filter)} and m.from_day < ${dayAfter(month)}::date
    and m.until_day > ${firstDay(month)}::date
    order by m.from_day, m.starts_at nulls first, m.ref`.execute(tx.db);
  return found.rows.map((row) => withStatus(row, today));
}

/** The months that have entries, in order, each with their number. What is dated to a year only is in none. */
export async function months(tx: Tx, filter: MeetingFilter): Promise<{ month: string; entries: number }[]> {
  const found = await sql<{ month: string; entries: number }>`
    select to_char(month, 'YYYY-MM') as month, count(*) as entries
    from meetings m, generate_series(date_trunc('month', m.from_day::timestamp),
      m.until_day::timestamp - interval '1 day', interval '1 month') as month
    where length(m.from_on) > 4 and ${conditionsOf(filter)}
    group by month order by month`.execute(tx.db);
  return found.rows;
}

export type Theme = { ref: string; code: string; title: Translated };

/** The objectives for which something came of a meeting; empty while nothing is linked. */
export async function meetingThemes(tx: Tx): Promise<Theme[]> {
  const found = await sql<Theme>`
    select i.ref, i.code, coalesce(i.short_title, i.title) as title from items i
    where i.kind = 'objective' and i.id in (select unnest(array[t.item, t.above]) from ${themes} t)
    order by i.sort, i.ref`.execute(tx.db);
  return found.rows;
}

export type MeetingName = Pick<MeetingLine, 'ref' | 'title' | 'from' | 'until'>;

/** The names of these meetings, as far as whoever asks may see them, by date. */
export async function named(tx: Tx, refs: readonly string[]): Promise<MeetingName[]> {
  const found = await sql<MeetingName>`
    select ref, title, from_on as "from", until_on as until from meetings
    where ref = any(${[...refs]}::text[]) and archived_at is null order by from_day, ref`.execute(tx.db);
  return found.rows;
}

/** For each body its next and its last meeting, seen from a day. */
export async function nextAndLast(
  tx: Tx,
  today: string,
): Promise<Record<string, { next: MeetingName | null; last: MeetingName | null }>> {
  const nearest = (side: RawBuilder<unknown>) => sql`(
    select jsonb_build_object('ref', m.ref, 'title', m.title, 'from', m.from_on, 'until', m.until_on)
    from meetings m where m.body_id = b.id and m.cancelled_on is null and m.archived_at is null and ${side} limit 1)`;
  const hasBegun = sql`(m.from_day <= ${today}::date and ${minuted})`;
  const found = await sql<{ ref: string; next: MeetingName | null; last: MeetingName | null }>`
    select b.ref,
      ${nearest(sql`m.until_day > ${today}::date and not ${hasBegun} order by m.from_day`)} as next,
      ${nearest(sql`(m.until_day <= ${today}::date or ${hasBegun}) order by m.from_day desc`)} as last
    from bodies b`.execute(tx.db);
  return Object.fromEntries(found.rows.map(({ ref, next, last }) => [ref, { next, last }]));
}

/** An office as the evidence gives it for the day of a meeting. */
export type Office = { title: Translated; organisation: OrganisationName };

export type Meeting = MeetingLine & {
  about: About;
  summary: Translated | null;
  /** What the date rests on, where no source states it. */
  dateBasis: Translated | null;
  /** 1 for the body's first meeting of the year. */
  ordinal: number | null;
  /** Until it is over, for the network: guests have it from their letter. */
  onlineLink: string | null;
  language: MeetingLanguage | null;
  interpretation: Translated | null;
  place: { ref: string; name: Translated } | null;
  parent: MeetingName | null;
  organisations: (OrganisationName & { role: OrganisationRole })[];
  people: (PersonName & { role: PersonRole; offices: Office[] })[];
  bodies: (BodyName & { role: BodyRole })[];
};

/** The offices of p on the days of m. An end that no source gives counts as not reached. */
const officesOf = sql`coalesce((
  select jsonb_agg(jsonb_build_object('title', h.title,
    'organisation', jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym)) order by h.ref)
  from positions h join organisations o on o.id = h.organisation_id
  where h.person_id = p.id and h.archived_at is null
    and (h.from_on is null or first_day(h.from_on) < m.until_day)
    and (h.until_on is null or first_day(h.until_on) > m.from_day)), '[]')`;

const detailColumns = sql`
  m.summary, m.date_basis as "dateBasis", m.ordinal, m.online_link as "onlineLink", m.language, m.interpretation,
  m.version, m.updated_at, m.archived_at, m.note,
  (select jsonb_build_object('ref', l.ref, 'name', l.name) from places l where l.id = m.place_id) as place,
  (select jsonb_build_object('ref', u.ref, 'title', u.title, 'from', u.from_on, 'until', u.until_on)
    from meetings u where u.id = m.parent_id) as parent,
  coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym, 'role', x.role)
      order by o.name ->> 'en')
    from meeting_organisations x join organisations o on o.id = x.organisation_id
    where x.meeting_id = m.id), '[]') as organisations,
  coalesce((select jsonb_agg(jsonb_build_object('ref', p.ref, 'name', p.name, 'honorific', p.honorific,
      'role', x.role, 'offices', ${officesOf}) order by x.role = 'chair' desc, p.ref)
    from meeting_people x join people p on p.id = x.person_id where x.meeting_id = m.id), '[]') as people,
  coalesce((select jsonb_agg(jsonb_build_object('ref', y.ref, 'name', y.name, 'acronym', y.acronym, 'role', x.role)
      order by y.sort, y.ref)
    from meeting_bodies x join bodies y on y.id = x.body_id where x.meeting_id = m.id), '[]') as bodies`;

type DetailRow = Row &
  Omit<Meeting, keyof MeetingLine | 'about'> &
  Pick<About, 'version' | 'note'> & { updated_at: Date; archived_at: Date | null };

/** One meeting with who took part, as it stands on a day. Throws notFound. */
export async function get(tx: Tx, ref: string, today: string): Promise<Meeting> {
  const found = await sql<DetailRow>`
    select ${lineColumns({})}, ${detailColumns} from meetings m where m.ref = ${ref}`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw notFound('meetings', ref);
  const { version, updated_at, archived_at, note, ...columns } = row;
  const meeting = withStatus(columns, today);
  return {
    ...meeting,
    onlineLink: isOpen(meeting.status) && mayJoin(tx) ? meeting.onlineLink : null,
    about: aboutOf({ ref, version, updated_at, archived_at, note }),
  };
}

const mayJoin = ({ viewer }: Tx) =>
  viewer.kind === 'system' || (viewer.kind === 'person' && viewer.access.inNetwork);
