import { sql } from 'kysely';
import { differenceOf, type ActionDifference, type FrozenAction } from '#features/plans/versions/rules.ts';
import type { VersionStep } from '#features/plans/versions/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

const named = (table: string, id: string) => sql`(select jsonb_build_object('ref', n.ref, 'name',
  coalesce(n.acronym::jsonb, n.name::jsonb)) from ${sql.table(table)} n where n.id = ${sql.ref(id)})`;

/** What a version keeps of the action `a`: what a reader compares, with the names of that day. */
export const frozenFields = sql`jsonb_strip_nulls(jsonb_build_object(
  'title', a.title, 'description', a.description, 'sort', a.sort, 'from_on', a.from_on, 'until_on', a.until_on,
  'parent', (select jsonb_build_object('ref', w.ref, 'name', w.title) from actions w where w.id = a.parent_id),
  'body', ${named('bodies', 'a.body_id')}, 'organisation', ${named('organisations', 'a.organisation_id')},
  'gender_marker', a.gender_marker, 'rights_marker', a.rights_marker,
  'target_amount', a.target_amount, 'target_unit', a.target_unit,
  'partners', (select jsonb_agg(jsonb_build_object('ref', o.ref, 'name', coalesce(o.acronym::jsonb, o.name::jsonb),
      'role', x.role) order by o.ref, x.role)
    from action_partners x join organisations o on o.id = x.organisation_id where x.action_id = a.id),
  'places', (select jsonb_agg(jsonb_build_object('ref', p.ref, 'name', p.name) order by p.ref)
    from action_places x join places p on p.id = x.place_id where x.action_id = a.id),
  'items', (select jsonb_agg(jsonb_build_object('ref', i.ref, 'name', coalesce(i.short_title::jsonb, i.title::jsonb))
      order by i.ref) from action_items x join items i on i.id = x.item_id where x.action_id = a.id),
  'commitments', (select jsonb_agg(jsonb_build_object('ref', c.ref, 'name', c.title) order by c.ref)
    from action_commitments x join commitments c on c.id = x.commitment_id where x.action_id = a.id),
  'money', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', m.kind, 'year', m.year, 'amount', m.amount,
      'currency', m.currency, 'rate', m.rate, 'rate_on', m.rate_on)) order by m.position)
    from action_money m where m.action_id = a.id),
  'milestones', (select jsonb_agg(jsonb_build_object('ref', m.ref, 'name', m.title, 'due_on', m.due_on)
      order by m.sort, m.ref) from milestones m where m.action_id = a.id and m.archived_at is null)))`;

export type PlanVersion = {
  ref: string;
  number: number;
  step: VersionStep;
  on: PartialDate;
  basis: Translated | null;
  /** How many actions it froze. */
  actions: number;
};

/** The versions of a plan, the latest first. */
export async function versions(tx: Tx, plan: string): Promise<PlanVersion[]> {
  const { rows } = await sql<PlanVersion>`
    select v.ref, v.number, v.step, v.on_date as "on", v.basis,
      (select count(*)::int from plan_version_actions f where f.plan_version_id = v.id) as actions
    from plan_versions v join plans p on p.id = v.plan_id
    where p.ref = ${plan} and v.archived_at is null order by v.number desc`.execute(tx.db);
  return rows;
}

/** What a version froze, in the order of the plan. Throws notFound for a number the plan does not have. */
async function frozen(tx: Tx, plan: string, number: number): Promise<FrozenAction[]> {
  const { rows: found } = await sql<{ id: number }>`
    select v.id from plan_versions v join plans p on p.id = v.plan_id
    where p.ref = ${plan} and v.number = ${number} and v.archived_at is null`.execute(tx.db);
  if (!found[0]) throw notFound('plan_versions', `${plan} ${String(number)}`);
  const { rows } = await sql<FrozenAction>`
    select a.ref, f.fields from plan_version_actions f join actions a on a.id = f.action_id
    where f.plan_version_id = ${found[0].id} order by (f.fields ->> 'sort')::int, a.ref`.execute(tx.db);
  return rows;
}

/** What the actions of a plan say now. */
async function standing(tx: Tx, plan: string): Promise<FrozenAction[]> {
  const { rows } = await sql<FrozenAction>`
    select a.ref, ${frozenFields} as fields from actions a join plans p on p.id = a.plan_id
    where p.ref = ${plan} and a.archived_at is null and a.published_at is not null
    order by a.sort, a.ref`.execute(tx.db);
  return rows;
}

/** So many actions that differ are shown; how many there are is said. */
const mostShown = 200;
export type PlanDifference = { rows: ActionDifference[]; total: number };

/** What differs between two versions of a plan; `after` null compares with what stands now. Throws notFound. */
export async function difference(
  tx: Tx,
  plan: string,
  { before, after }: { before: number; after: number | null },
): Promise<PlanDifference> {
  const all = differenceOf(
    await frozen(tx, plan, before),
    after === null ? await standing(tx, plan) : await frozen(tx, plan, after),
  );
  return { rows: all.slice(0, mostShown), total: all.length };
}
