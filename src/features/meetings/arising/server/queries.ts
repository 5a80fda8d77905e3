import { sql } from 'kysely';
import type { PointStatus } from '#features/meetings/action-points/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type OfMeeting = { ref: string; title: Translated; from: PartialDate };

/** What a meeting begins with, because earlier ones left it: computed, never stored, each thing once and in order. */
export type Arising = {
  /** Earlier meetings whose minutes wait to be adopted. */
  minutes: OfMeeting[];
  /** What the last meeting decided, to be confirmed. */
  decisions: { ref: string; number: number | null; year: string; wording: Translated }[];
  /** Points that were open when the day of the meeting began, soonest due first; `status` is as the day ended. */
  points: {
    ref: string;
    task: Translated;
    due: PartialDate | null;
    agreed: PartialDate;
    status: PointStatus;
    owner: Translated;
  }[];
  /** Items of earlier meetings that were carried over and taken up by no meeting until this one. */
  items: { ref: string; title: Translated; meeting: OfMeeting }[];
};

/** Meetings in the order in which they are held; those of one day by their hour. */
const place = (meeting: 'e' | 't' | 'k') =>
  sql`(${sql.ref(`${meeting}.from_day`)}, coalesce(${sql.ref(`${meeting}.starts_at`)}, ''), ${sql.ref(`${meeting}.id`)})`;

const ofMeeting = sql`jsonb_build_object('ref', e.ref, 'title', e.title, 'from', e.from_on)`;

/** How far a point is by the steps up to a day, in the order they were made. */
const statusUntil = (upTo: '<' | '<=') => sql`coalesce((select s.status from action_point_steps s
  where s.action_point_id = p.id and s.on_day ${sql.raw(upTo)} t.from_day order by s.number desc limit 1), 'open')`;

/**
 * Matters arising for a meeting, as of its day, whether it is past or to come. On the day, `today` says whether minutes
 * that nobody has circulated can still be. A meeting of no body has none.
 */
export async function mattersArising(tx: Tx, meeting: string, today: string): Promise<Arising> {
  const { rows } = await sql<Arising>`
    with t as (select * from meetings where ref = ${meeting}),
    e as (select e.* from meetings e, t where e.body_id = t.body_id and e.archived_at is null
      and e.cancelled_on is null and ${place('e')} < ${place('t')})
    select
      coalesce((select jsonb_agg(${ofMeeting} order by ${place('e')})
        from e join minutes n on n.meeting_id = e.id and n.archived_at is null
        where (n.adopted_on is null or n.adopted_on >= t.from_day)
          and (n.circulated_on <= t.from_day or (n.circulated_on is null and t.from_day >= ${today}::date))), '[]') as minutes,
      coalesce((select jsonb_agg(jsonb_build_object('ref', d.ref, 'number', d.number, 'year', left(d.decided_on, 4),
          'wording', d.wording) order by d.number, d.ref)
        from decisions d where d.archived_at is null and d.kind <> 'discussion'
          and d.meeting_id = (select e.id from e order by ${place('e')} desc limit 1)), '[]') as decisions,
      coalesce((select jsonb_agg(jsonb_build_object('ref', p.ref, 'task', p.task, 'due', p.due_on, 'agreed', p.agreed_on,
          'status', ${statusUntil('<=')}, 'owner', coalesce(
            (select o.name from seats s join organisations o on o.id = s.organisation_id where s.id = p.owner_seat_id),
            (select o.name from organisations o where o.id = p.owner_organisation_id),
            (select o.name from people o where o.id = p.owner_person_id)))
          order by first_day(p.due_on) nulls last, first_day(p.agreed_on), p.ref)
        from action_points p where p.body_id = t.body_id and p.archived_at is null
          and first_day(p.agreed_on) < t.from_day and p.meeting_id is distinct from t.id
          and ${statusUntil('<')} in ('open', 'under-way')), '[]') as points,
      coalesce((select jsonb_agg(jsonb_build_object('ref', a.ref, 'title', a.title, 'meeting', ${ofMeeting})
          order by ${place('e')}, a.position, a.ref)
        from e join agenda_items a on a.meeting_id = e.id and a.archived_at is null and a.ended = 'carried-over'
        where not exists (select from agenda_items c join meetings k on k.id = c.meeting_id
          where c.continues_id = a.id and c.archived_at is null and k.archived_at is null
            and k.cancelled_on is null and (k.id = t.id or ${place('k')} < ${place('t')}))), '[]') as items
    from t`.execute(tx.db);
  return rows[0] ?? { minutes: [], decisions: [], points: [], items: [] };
}

/** Which of these items others carry on, and on what: on a meeting that was called off or archived it came to nothing. */
export async function continuationsOf(
  tx: Tx,
  refs: readonly string[],
): Promise<{ ref: string; by: string; isVoid: boolean }[]> {
  const { rows } = await sql<{ ref: string; by: string; isVoid: boolean }>`
    select a.ref, c.ref as by, k.cancelled_on is not null or k.archived_at is not null as "isVoid"
    from agenda_items a join agenda_items c on c.continues_id = a.id and c.archived_at is null
      join meetings k on k.id = c.meeting_id
    where a.ref = any(${[...refs]}::text[])`.execute(tx.db);
  return rows;
}
