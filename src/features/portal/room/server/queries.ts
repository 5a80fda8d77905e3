import { sql } from 'kysely';
import { seatedOn } from '#features/bodies/seats/rules.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import type { Seat } from '#features/bodies/seats/server/queries.ts';
import type { BodyName } from '#features/bodies/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import type { ActionPoint } from '#features/meetings/action-points/server/queries.ts';
import type { PointStatus } from '#features/meetings/action-points/schema.ts';
import * as answers from '#features/meetings/answers/server/queries.ts';
import type { OwnInvitation } from '#features/meetings/answers/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import type { Decision } from '#features/meetings/decisions/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { MeetingLine } from '#features/meetings/server/queries.ts';
import { sourcesOf, type Source } from '#features/people/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Titled = { ref: string; title: Translated };

/** A body for those who come into its room. `runs`: the asker calls its meetings. */
export type RoomBody = BodyName & { id: number; runs: boolean };

/**
 * The body whose room somebody opens: who sits in it, the secretariat and auditors may. Throws notFound, refused.
 */
export async function bodyOf({ db, viewer }: Tx, ref: string): Promise<RoomBody> {
  const row = await db
    .selectFrom('bodies')
    .select(['id', 'ref', 'name', 'acronym'])
    .where('ref', '=', ref)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw notFound('bodies', ref);
  const seated = viewer.kind === 'person' ? viewer.access.bodies.find(({ id }) => id === row.id) : undefined;
  if (!seated && !hasDuty(viewer, 'secretariat', 'auditor')) throw refused('bodies');
  return { ...row, runs: (seated?.runs ?? false) || hasDuty(viewer, 'secretariat') };
}

/** May whoever asks come into the room of a body? */
export const mayEnter = ({ viewer }: Tx, ref: string): boolean =>
  viewer.kind === 'person' &&
  (hasDuty(viewer, 'secretariat', 'auditor') || viewer.access.bodies.some((body) => body.ref === ref));

export type CirculatedMinutes = Titled & { until: string | null };

export type Room = {
  coming: MeetingLine[];
  /** What the asker is invited to in this body and answered, by the reference of the meeting. */
  invitations: OwnInvitation[];
  /** Papers of the meetings to come, as far as the asker may read them. */
  papers: (Titled & { meeting: string })[];
  /** Minutes that are out and can still be corrected. */
  toCorrect: CirculatedMinutes[];
  adopted: (Titled & { adopted: string })[];
  /** The asker's own first. */
  points: (ActionPoint & { isMine: boolean })[];
  pointCount: number;
  members: Seat[];
  decisions: Decision[];
  /** What the body's own record rests on: its terms of reference, and the like. */
  documents: Source[];
  changes: RoomChange[];
};

const most = { coming: 3, points: 12, decisions: 5, adopted: 6, changes: 40 };

/** Everything in the room of a body that the asker may read, with what changed since a day. */
export async function room(
  tx: Tx,
  { id, ref }: Pick<RoomBody, 'id' | 'ref'>,
  { today, since }: { today: string; since: string },
): Promise<Room> {
  const { rows: coming } = await meetings.list(
    tx,
    { body: ref },
    { side: 'coming', today, size: most.coming },
  );
  const open = await points.list(tx, { body: ref, state: 'unfinished' }, { today, size: most.points });
  const mine = await ownPoints(tx, id);
  return {
    coming,
    invitations: await invitationsTo(tx, coming, today),
    papers: await papersOf(tx, coming),
    toCorrect: await minutesToCorrect(tx, id, today),
    adopted: await adoptedMinutes(tx, id),
    points: open.rows
      .map((point) => ({ ...point, isMine: mine.has(point.ref) }))
      .sort((a, b) => Number(b.isMine) - Number(a.isMine)),
    pointCount: open.total,
    members: seatedOn(await seats.list(tx, { body: ref }), today),
    decisions: (await decisions.list(tx, { body: ref }, { sort: '-date', size: most.decisions })).rows,
    documents: await sourcesOf(tx, [{ kind: 'bodies', ref }]),
    changes: await changesSince(tx, id, since),
  };
}

async function invitationsTo(
  tx: Tx,
  coming: readonly MeetingLine[],
  today: string,
): Promise<OwnInvitation[]> {
  if (tx.viewer.kind !== 'person') return [];
  const refs = new Set(coming.map(({ ref }) => ref));
  return (await answers.own(tx, today)).filter((one) => refs.has(one.ref));
}

async function papersOf(tx: Tx, coming: readonly MeetingLine[]): Promise<Room['papers']> {
  const { rows } = await sql<Room['papers'][number]>`
    select distinct e.ref, e.title, m.ref as meeting, m.from_day from agenda_papers x
      join agenda_items a on a.id = x.agenda_item_id join meetings m on m.id = a.meeting_id
      join evidence e on e.id = x.evidence_id
    where m.ref = any(${coming.map(({ ref }) => ref)}::text[]) and a.archived_at is null
      and e.archived_at is null
    order by m.from_day, e.ref`.execute(tx.db);
  return rows.map(({ ref, title, meeting }) => ({ ref, title, meeting }));
}

const minutesOf = sql`minutes n join meetings m on m.id = n.meeting_id`;
const standing = sql`n.archived_at is null and m.archived_at is null`;

async function minutesToCorrect(tx: Tx, body: number, today: string): Promise<CirculatedMinutes[]> {
  const { rows } = await sql<CirculatedMinutes>`
    select m.ref, m.title, n.corrections_until::text as until from ${minutesOf}
    where m.body_id = ${body} and ${standing} and n.circulated_on is not null and n.adopted_on is null
      and coalesce(n.corrections_until >= ${today}::date, true) order by n.circulated_on, m.ref`.execute(
    tx.db,
  );
  return rows;
}

async function adoptedMinutes(tx: Tx, body: number): Promise<Room['adopted']> {
  const { rows } = await sql<Room['adopted'][number]>`
    select m.ref, m.title, n.adopted_on::text as adopted from ${minutesOf}
    where m.body_id = ${body} and ${standing} and n.adopted_on is not null
    order by m.from_day desc, m.ref limit ${most.adopted}`.execute(tx.db);
  return rows;
}

/** Points of the body that the asker, or a seat or organisation the asker speaks for, took on. */
async function ownPoints(tx: Tx, body: number): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ ref: string }>`
    select ref from action_points p where p.body_id = ${body} and p.archived_at is null
      and p.id = any((select own_points())::bigint[])`.execute(tx.db);
  return new Set(rows.map(({ ref }) => ref));
}

export const roomChangeKinds = [
  'meeting_new',
  'meeting_changed',
  'meeting_cancelled',
  'agenda_changed',
  'minutes_circulated',
  'minutes_adopted',
  'decision_new',
  'decision_changed',
  'point_new',
  'point_changed',
  'point_moved',
  'seat_changed',
] as const;

/** Something that is new or different in a body: message key `room_change_<what>`. */
export type RoomChange = {
  what: (typeof roomChangeKinds)[number];
  title: Translated;
  /** Where it is, without the language. */
  path: string;
  at: Date;
  /** How far a point is now; null for everything else. */
  status: PointStatus | null;
};

/** A record that was published since counts as new; one that was published before and written since, as changed. */
const newOrChanged = (noun: 'decision' | 'point', since: string) =>
  sql`case when o.published_at >= ${since}::date then ${`${noun}_new`} else ${`${noun}_changed`} end`;

/** What changed in a body since a day, the latest first, as far as the asker may read the records themselves. */
async function changesSince(tx: Tx, body: number, since: string): Promise<RoomChange[]> {
  const { rows } = await sql<RoomChange>`
    select * from (
      select case when o.cancelled_on is not null then 'meeting_cancelled'
          when o.published_at >= ${since}::date then 'meeting_new' else 'meeting_changed' end as what,
        o.title, '/meetings/' || o.ref as path, o.updated_at as at, null as status
      from meetings o where o.body_id = ${body} and o.updated_at >= ${since}::date
        and o.published_at is not null and o.archived_at is null
      union all
      select 'agenda_changed', m.title, '/meetings/' || m.ref || '#agenda', max(a.updated_at), null
      from agenda_items a join meetings m on m.id = a.meeting_id
      where m.body_id = ${body} and a.updated_at >= ${since}::date and a.published_at is not null
        and m.published_at < a.updated_at and m.archived_at is null group by m.id
      union all
      select case when n.adopted_on >= ${since}::date then 'minutes_adopted' else 'minutes_circulated' end, m.title,
        '/meetings/' || m.ref || '/minutes', greatest(n.circulated_on, n.adopted_on)::timestamptz, null
      from ${minutesOf} where m.body_id = ${body} and ${standing}
        and greatest(n.circulated_on, n.adopted_on) >= ${since}::date
      union all
      select ${newOrChanged('decision', since)}, o.wording, '/decisions/' || o.ref, o.updated_at, null
      from decisions o where o.body_id = ${body} and o.updated_at >= ${since}::date
        and o.published_at is not null and o.archived_at is null
      union all
      select ${newOrChanged('point', since)}, o.task, '/action-points/' || o.ref, o.updated_at, null
      from action_points o where o.body_id = ${body} and o.updated_at >= ${since}::date
        and o.published_at is not null and o.archived_at is null
      union all
      select 'point_moved', p.task, '/action-points/' || p.ref, s.made_at, s.status
      from action_points p join lateral (select * from action_point_steps s where s.action_point_id = p.id
        order by s.number desc limit 1) s on true
      where p.body_id = ${body} and s.made_at >= ${since}::date and p.archived_at is null
        and p.published_at is not null
      union all
      select 'seat_changed', r.title, '/bodies/' || b.ref || '#' || o.ref, o.updated_at, null
      from seats o join bodies b on b.id = o.body_id join records r on r.kind = 'seats' and r.ref = o.ref
      where o.body_id = ${body} and o.updated_at >= ${since}::date and o.published_at is not null
    ) changes order by at desc, path, what limit ${most.changes}`.execute(tx.db);
  return rows;
}
