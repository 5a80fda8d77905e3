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

/**
 * What action points ask for today: of an owner, to do what was agreed; of whoever runs the body, to ask after what is
 * overdue. Whoever is both is asked once, as the owner.
 */
export async function due(tx: Tx, me: Me): Promise<Due[]> {
  const runs = me.access.bodies.filter((body) => body.runs).map(({ id }) => id);
  const { rows } = await sql<Row>`
    select * from (
      select p.ref, p.task, p.due_on as due, p.agreed_on as agreed, coalesce(b.acronym, b.name) as body,
        p.body_id, p.id = any((select own_points())::bigint[]) as owned,
        ${isPast(me.today)} as overdue,
        coalesce(first_day(p.due_on) <= ${me.today}::date + ${aheadDays}::int, true) as near
      from action_points p join bodies b on b.id = p.body_id
      where p.archived_at is null and ${isUnfinished(statusOn(me.today))}) x
    where (owned and near) or (overdue and body_id = any(${runs}::bigint[]))
    order by due nulls last, ref`.execute(tx.db);
  return rows.map((row) => ({
    kind: row.owned ? 'point_to_do' : 'point_overdue',
    title: row.task,
    path: `/desk/action-points/${row.ref}`,
    due: row.due,
    since: row.due === null ? row.agreed : null,
    ground: row.owned ? ('owner' as const) : ('runs' as const),
    within: row.body,
    detail: row.overdue ? ('point_status_overdue' as const) : null,
  }));
}
