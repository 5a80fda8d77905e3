import { sql } from 'kysely';
import { isPast, isUnfinished, statusOn } from '#features/meetings/action-points/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** So many days before a point is due, and whenever it has no date, its owner is asked how far it is. */
const aheadDays = 14;

type Row = {
  ref: string;
  task: Translated;
  due: PartialDate | null;
  agreed: PartialDate;
  body: Translated;
  owned: boolean;
  overdue: boolean;
};

const pointsOf = (day: string) => sql`
  select p.ref, p.task, p.due_on as due, p.agreed_on as agreed, coalesce(b.acronym, b.name) as body,
    p.body_id, p.id = any((select own_points())::bigint[]) as owned, ${isPast(day)} as overdue,
    coalesce(first_day(p.due_on) <= ${day}::date + ${aheadDays}::int, true) as near
  from action_points p join bodies b on b.id = p.body_id
  where p.archived_at is null and ${isUnfinished(statusOn(day))}`;

/**
 * What action points ask for today: of an owner, to do what was agreed; of whoever runs the body, to ask after what is
 * overdue. Whoever is both is asked once, as the owner.
 */
export async function due(tx: Tx, me: Me): Promise<Due[]> {
  const runs = me.access.bodies.filter((body) => body.runs).map(({ id }) => id);
  const { rows } = await sql<Row>`
    select * from (${pointsOf(me.today)}) x
    where (owned and near) or (overdue and body_id = any(${runs}::bigint[]))
    order by due nulls last, ref`.execute(tx.db);
  return rows.map(dueOf);
}

/** What the person took on and nobody asks about yet: their open points whose day is further off, the next one first. */
export async function later(tx: Tx, me: Me): Promise<Due[]> {
  const { rows } = await sql<Row>`
    select * from (${pointsOf(me.today)}) x where owned and not near order by due, ref`.execute(tx.db);
  return rows.map(dueOf);
}

const dueOf = (row: Row): Due => ({
  kind: row.owned ? 'point_to_do' : 'point_overdue',
  title: row.task,
  path: `/desk/action-points/${row.ref}`,
  due: row.due,
  since: row.due === null ? row.agreed : null,
  ground: row.owned ? 'owner' : 'runs',
  within: row.body,
  detail: row.overdue ? 'point_status_overdue' : null,
});
