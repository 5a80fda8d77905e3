import { sql, type RawBuilder } from 'kysely';
import { line, step, type CommitmentLine, type Cycle } from '#features/commitments/server/queries.ts';
import { lacks, type GapFilter, type Lack } from '#features/portal/gaps/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** A commitment that something is missing of. */
export type GapLine = CommitmentLine & { without: Lack[] };

export type Gaps = {
  rows: GapLine[];
  total: number;
  page: number;
  /** Commitments looked at, and how many of them are without each. */
  commitments: number;
  counts: Record<Lack, number>;
};

/** An action on record carries commitment `c`. */
const planned = sql`exists (select from action_commitments ac join actions a on a.id = ac.action_id
  where ac.commitment_id = c.id and a.archived_at is null)`;

/** An indicator measures commitment `c`, an action that carries it, or what it serves: an item of it, below or above. */
const measured = sql`(exists (select from indicator_commitments m join indicators n on n.id = m.indicator_id
    where m.commitment_id = c.id and n.archived_at is null)
  or exists (select from action_commitments ac join indicator_actions m on m.action_id = ac.action_id
    join indicators n on n.id = m.indicator_id where ac.commitment_id = c.id and n.archived_at is null)
  or exists (select from commitment_items ci join items i on i.id = ci.item_id
    join indicator_items ni on ni.item_id = any(items_under(i.id)) or ni.item_id = i.parent_id
    join indicators n on n.id = ni.indicator_id
    where ci.commitment_id = c.id and n.archived_at is null))`;

/** A progress report on an action that carries commitment `c` was approved. */
const reported = sql`exists (select from progress_reports r join action_commitments ac on ac.action_id = r.action_id
  where ac.commitment_id = c.id and r.archived_at is null and r.last_step in ('approved', 'published'))`;

const conditions: Record<Lack, RawBuilder<unknown>> = {
  action: planned,
  indicator: measured,
  report: reported,
};

/**
 * Commitments that no action carries, that no indicator measures, or on which nothing was reported, as far as the viewer
 * sees them. What a country has not taken on is no gap. Older cycles are left out unless asked for.
 * @param cycles as the commitments' query of that name gives them
 */
export async function gaps(tx: Tx, filter: GapFilter, cycles: readonly Cycle[], size: number): Promise<Gaps> {
  const older = filter.older ? [] : cycles.filter((cycle) => cycle.older).map(({ cycle }) => cycle);
  const without = sql.join(lacks.map((lack) => sql`case when not (${conditions[lack]}) then ${lack} end`));
  const checked = sql`
    select c.id, array_remove(array[${without}]::text[], null) as without from commitments c
    where c.archived_at is null and not coalesce(c.cycle, '') = any(${older}::text[])`;
  const counts = await count(tx, checked);
  const asked = filter.without ?? null;
  const total = asked ? counts.counts[asked] : counts.any;
  const { page } = pageOfList(filter.page, size, total);
  const { rows } = await sql<GapLine>`
    with checked as materialized (${checked})
    select ${line}, k.without from checked k join commitments c on c.id = k.id ${step}
    where ${asked ? sql`${asked} = any(k.without)` : sql`k.without <> '{}'`}
    order by cardinality(k.without) desc, c.made_on desc nulls last, c.ref
    limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows, total, page, commitments: counts.commitments, counts: counts.counts };
}

type Counted = { commitments: number; any: number; counts: Record<Lack, number> };

async function count(tx: Tx, checked: RawBuilder<unknown>): Promise<Counted> {
  const each = lacks.map((lack) => sql`${sql.lit(lack)}, count(*) filter (where ${lack} = any(without))`);
  const { rows } = await sql<Counted>`
    select count(*)::int as commitments, (count(*) filter (where without <> '{}'))::int as any,
      jsonb_build_object(${sql.join(each)}) as counts from (${checked}) k`.execute(tx.db);
  return rows[0] ?? { commitments: 0, any: 0, counts: { action: 0, indicator: 0, report: 0 } };
}
