import { sql } from 'kysely';
import type { TimelineRow } from '#features/plans/timeline/rules.ts';
import { standingOn } from '#features/plans/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { pageOfList } from '#lib/ui/paging.ts';

export type Timeline = { rows: TimelineRow[]; total: number; page: number };

/**
 * One page of a plan's dated actions in the order of the chain (what is part of another one follows it), each with its
 * milestones and what it waits for.
 */
export async function timeline(
  tx: Tx,
  plan: string,
  { page: wanted, size, today }: { page: number; size: number; today: string },
): Promise<Timeline> {
  const dated = sql`(a.from_on is not null or a.until_on is not null
    or exists (select from milestones m where m.action_id = a.id and m.archived_at is null))`;
  const counted = await sql<{ total: number }>`select count(*)::int as total from actions a
    join plans p on p.id = a.plan_id where p.ref = ${plan} and a.archived_at is null and ${dated}`.execute(
    tx.db,
  );
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(wanted, size, total);
  const { rows } = await sql<TimelineRow>`
    with recursive chain as (
      select a.id, 0 as depth, array[lpad(a.sort::text, 6, '0') || a.ref::text] as place from actions a
        join plans p on p.id = a.plan_id where p.ref = ${plan} and a.parent_id is null and a.archived_at is null
      union all
      select a.id, c.depth + 1, c.place || (lpad(a.sort::text, 6, '0') || a.ref::text) from chain c
        join actions a on a.parent_id = c.id and a.archived_at is null where c.depth < 12)
    select a.ref, a.title, c.depth, a.from_on as "from", a.until_on as until, ${standingOn(today)} as standing,
      coalesce((select jsonb_agg(jsonb_build_object('title', m.title, 'due', m.due_on, 'reached', m.reached_on)
          order by first_day(m.due_on), m.ref)
        from milestones m where m.action_id = a.id and m.archived_at is null), '[]') as milestones,
      coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'title', o.title) order by o.ref)
        from action_links l join actions o on o.id = l.other_id and o.archived_at is null
        where l.action_id = a.id and l.relation = 'depends-on'), '[]') as "waitsFor"
    from chain c join actions a on a.id = c.id where ${dated}
    order by c.place limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows, total, page };
}
