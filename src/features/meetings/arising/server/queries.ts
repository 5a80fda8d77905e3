import { sql } from 'kysely';
import { isPast, isUnfinished, statusBy } from '#features/meetings/action-points/server/queries.ts';
import { nothingArising, type Arising } from '#features/meetings/arising/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** Meetings in the order in which they are held; those of one day by their hour. */
const place = (meeting: 'e' | 't' | 'k') =>
  sql`(${sql.ref(`${meeting}.from_day`)}, coalesce(${sql.ref(`${meeting}.starts_at`)}, ''), ${sql.ref(`${meeting}.id`)})`;

const ofMeeting = sql`jsonb_build_object('ref', e.ref, 'title', e.title, 'from', e.from_on)`;

/** How far a point was when the day of the meeting began, and when it ended. */
const atDawn = statusBy(sql`s.on_day < t.from_day`);
const atNight = statusBy(sql`s.on_day <= t.from_day`);

/**
 * Matters arising for a meeting, as of its day, whether it is past or to come. On the day, `today` says whether minutes
 * that nobody has circulated can still be, and what is overdue before the meeting. A meeting of no body has none.
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
          'status', ${atNight}, 'late', ${isPast(sql<string>`least(t.from_day, ${today}::date)`)},
          'owner', coalesce(
            (select o.name from seats s join organisations o on o.id = s.organisation_id where s.id = p.owner_seat_id),
            (select o.name from organisations o where o.id = p.owner_organisation_id),
            (select o.name from people o where o.id = p.owner_person_id)))
          order by first_day(p.due_on) nulls last, first_day(p.agreed_on), p.ref)
        from action_points p where p.body_id = t.body_id and p.archived_at is null
          and first_day(p.agreed_on) < t.from_day and p.meeting_id is distinct from t.id
          and ${isUnfinished(atDawn)}), '[]') as points,
      coalesce((select jsonb_agg(jsonb_build_object('ref', a.ref, 'title', a.title, 'meeting', ${ofMeeting})
          order by ${place('e')}, a.position, a.ref)
        from e join agenda_items a on a.meeting_id = e.id and a.archived_at is null and a.ended = 'carried-over'
        where not exists (select from agenda_items c join meetings k on k.id = c.meeting_id
          where c.continues_id = a.id and c.archived_at is null and k.archived_at is null
            and k.cancelled_on is null and (k.id = t.id or ${place('k')} < ${place('t')}))), '[]') as items
    from t`.execute(tx.db);
  return rows[0] ?? nothingArising;
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
