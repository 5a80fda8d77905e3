import { sql, type RawBuilder } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { ActionStatus } from '#features/plans/statuses/schema.ts';
import type { CommitmentStatus } from '#features/commitments/schema.ts';
import { itemPath } from '#features/frameworks/rules.ts';
import type { LinkedItem } from '#features/frameworks/server/queries.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import { pageOfList } from '#lib/ui/paging.ts';
import type { Translated } from '#lib/translated.ts';

/** Who acts, and when. The period is half-open. */
type Acting = {
  body: BodyName | null;
  organisation: OrganisationName | null;
  from: PartialDate | null;
  until: PartialDate | null;
};

export type PlanLine = Acting & {
  ref: string;
  title: Translated;
  summary: Translated | null;
  /** How many actions it has, and how many of them carry a commitment. */
  actions: number;
  carrying: number;
};

/** Where an action stands: said by a step, or computed from its milestones. */
export type Standing = { status: ActionStatus; isSaid: boolean; on: PartialDate | null };

/** An action as lists show it; `parts` counts the actions that are part of it. */
export type ActionLine = Acting & {
  ref: string;
  title: Translated;
  commitments: number;
  parts: number;
  /** Null where neither a step nor a milestone says anything. */
  standing: Standing | null;
};
/** An action with the first of its parts. */
export type ActionBranch = ActionLine & { children: ActionLine[] };

/** How many parts stand under an action in a list; the rest is on its own page. */
const mostParts = 12;

const acting = (of: RawBuilder<unknown>) => sql`${of}.from_on as "from", ${of}.until_on as "until",
  (select jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym)
    from bodies b where b.id = ${of}.body_id) as body,
  (select jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym)
    from organisations o where o.id = ${of}.organisation_id) as organisation`;

/** Where the action `a` stands on a civil day. */
export const standingOn = (today: string) => sql<Standing | null>`(
  select jsonb_build_object('status', s.status, 'isSaid', s.step is not null, 'on', s.on_date)
  from action_standing(a.id, ${today}::date) s where s.status is not null)`;

const actionLine = (today: string) => sql`a.ref, a.title, ${acting(sql`a`)}, ${standingOn(today)} as standing,
  (select count(*) from action_commitments ac where ac.action_id = a.id) as commitments,
  (select count(*) from actions k where k.parent_id = a.id and k.archived_at is null) as parts`;

const planLine = sql`p.ref, p.title, p.summary, ${acting(sql`p`)},
  (select count(*) from actions a where a.plan_id = p.id and a.archived_at is null) as actions,
  (select count(*) from actions a where a.plan_id = p.id and a.archived_at is null
    and exists (select from action_commitments ac where ac.action_id = a.id)) as carrying`;

/** All plans, the newest first, with how many actions each has. */
export async function list(tx: Tx): Promise<PlanLine[]> {
  const { rows } = await sql<PlanLine>`select ${planLine} from plans p where p.archived_at is null
    order by p.from_on desc nulls last, p.ref`.execute(tx.db);
  return rows;
}

/** How much is planned in all, and how many of the actions carry a commitment. */
export type PlanTotals = { plans: number; actions: number; carrying: number };

export async function totals(tx: Tx): Promise<PlanTotals> {
  const { rows } = await sql<PlanTotals>`
    select (select count(*)::int from plans where archived_at is null) as plans,
      count(*)::int as actions,
      count(*) filter (where exists (select from action_commitments ac where ac.action_id = a.id))::int as carrying
    from actions a where a.archived_at is null`.execute(tx.db);
  return rows[0] ?? { plans: 0, actions: 0, carrying: 0 };
}

/** A plan with what it calls the levels of its chain, from the top. */
export type Plan = PlanLine & { about: About; levels: Translated[] };

/** One plan. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Plan> {
  const { rows } = await sql<Omit<Plan, 'about'> & Parameters<typeof aboutOf>[0]>`
    select ${planLine}, coalesce((select jsonb_agg(l.name order by l.position) from plan_levels l
        where l.plan_id = p.id), '[]') as levels, p.version, p.updated_at, p.archived_at, p.note from plans p where p.ref = ${ref}`.execute(
    tx.db,
  );
  const row = rows[0];
  if (!row) throw notFound('plans', ref);
  const { version, updated_at, archived_at, note, ...plan } = row;
  return { ...plan, about: aboutOf({ ref, version, updated_at, archived_at, note }) };
}

export type ActionPage = { rows: ActionBranch[]; total: number; page: number };

/**
 * One page of the actions of a plan that are part of no other action, each with the first of its parts, and how many
 * there are. `plan` null lists those that stand without a plan. A page beyond the end is the last one.
 */
export async function actionsOf(
  tx: Tx,
  plan: string | null,
  { today, ...slice }: { page: number; size: number; today: string },
): Promise<ActionPage> {
  const top = sql`from actions a where a.parent_id is null and a.archived_at is null and a.plan_id
    ${plan === null ? sql`is null` : sql`= (select id from plans where ref = ${plan})`}`;
  const counted = await sql<{ total: number }>`select count(*)::int as total ${top}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(slice.page, slice.size, total);
  const { rows } = await sql<ActionLine>`select ${actionLine(today)} ${top}
    order by a.sort, a.ref limit ${slice.size} offset ${(page - 1) * slice.size}`.execute(tx.db);
  const parts = await partsOf(
    tx,
    rows.filter((row) => row.parts > 0).map((row) => row.ref),
    today,
  );
  return { rows: rows.map((row) => ({ ...row, children: parts.get(row.ref) ?? [] })), total, page };
}

/** The first parts of each of several actions, by the reference of the action. */
async function partsOf(tx: Tx, refs: readonly string[], today: string): Promise<Map<string, ActionLine[]>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<ActionLine & { whole: string }>`
    select w.ref as whole, part.* from actions w cross join lateral (
      select ${actionLine(today)}, a.sort from actions a where a.parent_id = w.id and a.archived_at is null
      order by a.sort, a.ref limit ${mostParts}) part
    where w.ref = any(${[...refs]}::text[]) order by w.ref, part.sort, part.ref`.execute(tx.db);
  return Map.groupBy(rows, ({ whole }) => whole);
}

/** The actions for an item of a framework and everything below it, its commitments' actions among them. */
export async function forItem(
  tx: Tx,
  item: string,
  { today, most = 12 }: { today: string; most?: number },
): Promise<ActionLine[]> {
  const covered = sql`array(select unnest(items_under(i.id)) from items i where i.ref = ${item})`;
  const { rows } = await sql<ActionLine>`
    select ${actionLine(today)} from actions a where a.archived_at is null and a.id = any(array(
      select action_id from action_items where item_id = any(${covered})
      union select ac.action_id from action_commitments ac join commitment_items ci using (commitment_id)
        join commitments c on c.id = ci.commitment_id
        where ci.item_id = any(${covered}) and c.archived_at is null))
    order by a.from_on desc nulls last, a.sort, a.ref limit ${most}`.execute(tx.db);
  return rows;
}

/** The actions that carry a commitment. */
export async function forCommitment(tx: Tx, commitment: string, today: string): Promise<ActionLine[]> {
  const { rows } = await sql<ActionLine>`
    select ${actionLine(today)} from actions a where a.archived_at is null and a.id in (
      select ac.action_id from action_commitments ac join commitments c on c.id = ac.commitment_id
      where c.ref = ${commitment})
    order by a.from_on desc nulls last, a.sort, a.ref limit 50`.execute(tx.db);
  return rows;
}

/** A body or an organisation, and how many of the actions in question it leads. */
export type Worker = { ref: string; name: Translated; acronym: Translated | null; actions: number };
export type Workers = { bodies: Worker[]; organisations: Worker[] };

/** Who works on an item: the bodies and organisations whose actions are for it, those with the most first. */
export async function workingOn(tx: Tx, item: string): Promise<Workers> {
  const covered = sql`array(select unnest(items_under(i.id)) from items i where i.ref = ${item})`;
  const workers = (table: 'bodies' | 'organisations', column: 'body_id' | 'organisation_id') => sql`
    coalesce((select jsonb_agg(to_jsonb(w) order by w.actions desc, w.ref) from (
      select x.ref, x.name, x.acronym, count(*) as actions from serving a
        join ${sql.table(table)} x on x.id = a.${sql.ref(column)} group by 1, 2, 3) w), '[]')`;
  const { rows } = await sql<Workers>`
    with serving as materialized (
      select a.body_id, a.organisation_id from actions a where a.archived_at is null and a.id = any(array(
        select action_id from action_items where item_id = any(${covered})
        union select ac.action_id from action_commitments ac join commitment_items ci using (commitment_id)
          where ci.item_id = any(${covered}))))
    select ${workers('bodies', 'body_id')} as bodies,
      ${workers('organisations', 'organisation_id')} as organisations`.execute(tx.db);
  return rows[0] ?? { bodies: [], organisations: [] };
}

export type ActionParent = { ref: string; title: Translated };
export type CarriedCommitment = { ref: string; title: Translated; status: CommitmentStatus | null };

export type Action = Omit<ActionLine, 'commitments'> & {
  about: About;
  description: Translated | null;
  plan: ActionParent | null;
  /** What its plan calls its level of the chain. */
  level: Translated | null;
  /** The actions it is part of, outermost first. */
  above: ActionParent[];
  children: ActionLine[];
  items: LinkedItem[];
  commitments: CarriedCommitment[];
};

type ActionRow = Omit<Action, 'about' | 'items' | 'children'> & {
  items: (LinkedItem & { parent: string | null })[];
} & Parameters<typeof aboutOf>[0];

const actionsAbove = sql`
  (with recursive above as (
     select u.id, u.ref, u.title, u.parent_id, 1 as height from actions u where u.id = a.parent_id
     union all select u.id, u.ref, u.title, u.parent_id, height + 1 from above join actions u on u.id = above.parent_id)
   select coalesce(jsonb_agg(jsonb_build_object('ref', ref, 'title', title) order by height desc), '[]') from above)`;

/** One action with what it is part of, its first hundred parts, and what it is for. Throws notFound. */
export async function action(tx: Tx, ref: string, today: string): Promise<Action> {
  const { rows } = await sql<ActionRow>`
    select ${actionLine(today)}, a.description, a.version, a.updated_at, a.archived_at, a.note,
      (select jsonb_build_object('ref', p.ref, 'title', p.title) from plans p where p.id = a.plan_id) as plan,
      ${actionsAbove} as above,
      (select l.name from plan_levels l where l.plan_id = a.plan_id
        and l.position = 1 + jsonb_array_length(${actionsAbove})) as level,
      coalesce((select jsonb_agg(jsonb_build_object('ref', i.ref, 'framework', f.ref, 'kind', i.kind, 'code', i.code,
          'title', i.title, 'shortTitle', i.short_title, 'parent', up.ref, 'basis', ai.basis,
          'frameworkName', coalesce(f.acronym, f.name)) order by f.sort, i.kind, i.sort, i.ref)
        from action_items ai join items i on i.id = ai.item_id join frameworks f on f.id = i.framework_id
          left join items up on up.id = i.parent_id where ai.action_id = a.id), '[]') as items,
      coalesce((select jsonb_agg(jsonb_build_object('ref', c.ref, 'title', c.title, 'status', s.status) order by c.ref)
        from action_commitments ac join commitments c on c.id = ac.commitment_id
          left join lateral current_step(c.id) s on true
        where ac.action_id = a.id and c.archived_at is null), '[]') as commitments
    from actions a where a.ref = ${ref}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw notFound('actions', ref);
  const { version, updated_at, archived_at, note, items, ...action } = row;
  const { rows: children } = await sql<ActionLine>`
    select ${actionLine(today)} from actions a where a.parent_id = (select id from actions where ref = ${ref})
      and a.archived_at is null order by a.sort, a.ref limit 100`.execute(tx.db);
  return {
    ...action,
    children,
    items: items.map(({ parent, ...item }) => ({ ...item, path: itemPath({ ...item, parent }) })),
    about: aboutOf({ ref, version, updated_at, archived_at, note }),
  };
}

/** How many actions of a plan stand where on a civil day; null is where neither a step nor a milestone says anything. */
export type StandingCount = { status: ActionStatus | null; n: number };

export async function standings(tx: Tx, plan: string, today: string): Promise<StandingCount[]> {
  const { rows } = await sql<StandingCount>`
    select s.status, count(*)::int as n from actions a join plans p on p.id = a.plan_id
      left join lateral action_standing(a.id, ${today}::date) s on true
    where p.ref = ${plan} and a.archived_at is null
      and not exists (select from actions k where k.parent_id = a.id and k.archived_at is null)
    group by s.status order by n desc, s.status nulls last`.execute(tx.db);
  return rows;
}
