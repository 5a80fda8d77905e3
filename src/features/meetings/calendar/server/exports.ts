import { sql, type RawBuilder } from 'kysely';
import { network } from '#features/bodies/server/queries.ts';
import { endOf, isDated } from '#features/meetings/rules.ts';
import { dayBefore } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import {
  writeCalendar,
  type CalendarEntry,
  type ClockTime,
  type WholeDays,
} from '#lib/server/calendar/calendar.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { textIn, type Translated } from '#lib/translated.ts';

type Row = {
  ref: string;
  title: Translated;
  from: string;
  until: string | null;
  startsAt: string | null;
  endsAt: string | null;
  venue: Translated | null;
  place: Translated | null;
  summary: Translated | null;
  body: Translated | null;
  cancelled: string | null;
  version: number;
  updatedAt: Date;
};

/** Where the feed and the pages it points to stand, and the zone of the country. */
export type FeedPlace = { lang: Lang; origin: string; timeZone: string };

/**
 * The meetings the viewer may see as iCalendar, of one body or of all. What is dated to a month or a year only is
 * left out: a calendar has no way to say "sometime in July", and a day that is not known is not made up. It comes
 * in, under the same UID, when its day is known. A body's feed has its own meetings and those it takes part in. Throws notFound for a body that is not there.
 */
export async function calendar(tx: Tx, place: FeedPlace, body?: string): Promise<string> {
  const { lang, origin, timeZone } = place;
  const owner = await network(tx);
  const named = body === undefined ? null : await nameOf(tx, body);
  const rows = (await dated(tx, body === undefined ? sql`` : ofBody(body))).filter(isDated);
  return writeCalendar({
    name: named
      ? textIn(named, lang)
      : sayIn(lang)('calendar_name', { name: owner ? textIn(owner.name, lang) : '' }),
    lang,
    url: `${origin}/${lang}${body === undefined ? '/meetings' : `/bodies/${body}`}/calendar.ics`,
    timeZone,
    entries: rows.map((row) => entryOf(row, place, owner?.ref ?? 'network')),
  });
}

async function nameOf(tx: Tx, body: string): Promise<Translated> {
  const row = await tx.db.selectFrom('bodies').select('name').where('ref', '=', body).executeTakeFirst();
  if (!row) throw notFound('bodies', body);
  return row.name;
}

/**
 * The meetings of one person as iCalendar: those of the bodies they sit in and those they are invited to, as far as they
 * may see them today; for the secretariat all. Drafts are in nobody's calendar. Asked as that person.
 */
export async function personal(tx: Tx, place: FeedPlace): Promise<string> {
  const { lang, origin, timeZone } = place;
  const owner = await network(tx);
  const rows = (await dated(tx, ofViewer)).filter(isDated);
  return writeCalendar({
    name: sayIn(lang)('calendar_personal', { name: owner ? textIn(owner.name, lang) : '' }),
    lang,
    // Not its own address: that is the secret.
    url: `${origin}/${lang}/desk/account/calendar`,
    timeZone,
    entries: rows.map((row) => entryOf(row, place, owner?.ref ?? 'network')),
  });
}

const ofBody = (
  body: string,
) => sql`and exists (select from bodies x where x.ref = ${body} and (x.id = m.body_id
  or exists (select from meeting_bodies y where y.meeting_id = m.id and y.body_id = x.id and y.role <> 'subject')))`;

const ofViewer = sql`and m.published_at is not null and (viewer_clearance() = 'secretariat'
  or m.body_id = any((select viewer_bodies())::bigint[])
  or exists (select from meeting_bodies y where y.meeting_id = m.id and y.role <> 'subject'
    and y.body_id = any((select viewer_bodies())::bigint[]))
  or exists (select from own_invitations() o where o.ref = m.ref))`;

async function dated(tx: Tx, narrowed: RawBuilder<unknown>): Promise<Row[]> {
  const found = await sql<Row>`
    select m.ref, m.title, m.from_on as "from", m.until_on as until, m.starts_at as "startsAt",
      m.ends_at as "endsAt", m.venue, l.name as place, m.summary, b.name as body,
      m.cancelled_on as cancelled, m.version, m.updated_at as "updatedAt"
    from meetings m left join bodies b on b.id = m.body_id left join places l on l.id = m.place_id
    where length(m.from_on) = 10 and m.archived_at is null ${narrowed}
    order by m.from_day, m.ref`.execute(tx.db);
  return found.rows;
}

/** What stands for this installation in UIDs: the reference of its network. */
export async function uidOwner(tx: Tx): Promise<string> {
  return (await network(tx))?.ref ?? 'network';
}

/** The UID of a meeting, the same in every feed and letter; `owner` is the reference of the network. */
export function uidOf(ref: string, owner: string): string {
  return `meeting-${ref}@${owner}.setu`;
}

function entryOf(row: Row, { lang, origin }: FeedPlace, owner: string): CalendarEntry {
  const title = textIn(row.title, lang);
  const said = (texts: (Translated | null)[]) =>
    texts.filter((text) => text !== null).map((text) => textIn(text, lang));
  return {
    uid: uidOf(row.ref, owner),
    sequence: row.version - 1,
    changedAt: row.updatedAt,
    summary: row.cancelled === null ? title : sayIn(lang)('calendar_cancelled', { title }),
    description: said([row.body, row.summary]).join('\n\n') || null,
    location: said([row.venue, row.place]).join(', ') || null,
    url: `${origin}/${lang}/meetings/${row.ref}`,
    cancelled: row.cancelled !== null,
    when: timesOf(row),
  };
}

type Timed = Pick<Row, 'from' | 'until' | 'startsAt' | 'endsAt'>;

/** A clock time where it is complete enough for one; otherwise whole days. */
export function timesOf(row: Timed): WholeDays | ClockTime {
  const until = endOf(row);
  const isOneDay = dayBefore(until) === row.from;
  if (row.startsAt === null || (row.endsAt === null && !isOneDay)) return { from: row.from, until };
  const starts = `${row.from}T${row.startsAt}`;
  const ends = row.endsAt === null ? null : `${dayBefore(until)}T${row.endsAt}`;
  return { starts, ends: ends !== null && ends > starts ? ends : null };
}
