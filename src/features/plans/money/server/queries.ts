import { sql, type RawBuilder } from 'kysely';
import type { MoneyKind } from '#features/plans/money/schema.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Money of one action, as it was written down. `worth` is in the plan's currency, null where no rate says so. */
export type MoneyLine = {
  kind: MoneyKind;
  year: number;
  amount: number;
  currency: string;
  rate: number | null;
  /** Civil day of the rate. */
  rateOn: string | null;
  worth: number | null;
  source: OrganisationName | null;
};
export type ActionMoney = { base: string | null; lines: MoneyLine[] };

/** What the money `m` of an action in plan `p` is worth in the plan's currency. */
const worth = sql`case when p.currency is null or m.currency = p.currency then m.amount
  when m.rate is not null then m.amount * m.rate end`;

/** The money of an action by year, with what it is worth in the currency of its plan. */
export async function ofAction(tx: Tx, ref: string): Promise<ActionMoney> {
  const { rows } = await sql<MoneyLine & { base: string | null }>`
    select m.kind, m.year, m.amount, m.currency, m.rate, m.rate_on::text as "rateOn", p.currency as base,
      case when p.currency is not null then ${worth} end as worth,
      (select jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym) from organisations o
        where o.id = m.source_id) as source
    from action_money m join actions a on a.id = m.action_id left join plans p on p.id = a.plan_id
    where a.ref = ${ref}
    order by m.year, array_position(array['required', 'available', 'spent'], m.kind), m.position`.execute(
    tx.db,
  );
  return { base: rows[0]?.base ?? null, lines: rows.map(({ base: _, ...line }) => line) };
}

/** Sums of one year in one currency. */
export type YearSum = { year: number; currency: string; required: number; available: number; spent: number };

export type PlanMoney = {
  years: YearSum[];
  /** Money in another currency without a rate: it stands in no sum. */
  unconverted: {
    ref: string;
    title: Translated;
    kind: MoneyKind;
    year: number;
    amount: number;
    currency: string;
  }[];
  /** Actions left out because they are the same joint action as another one of the plan. */
  countedElsewhere: { ref: string; title: Translated; same: { ref: string; title: Translated } }[];
};

/** Actions `a` of the plan that are a second record of another action of it: that one is counted. */
const doubles = (plan: string): RawBuilder<unknown> => sql`
  select a.id, a.ref, a.title, jsonb_build_object('ref', o.ref, 'title', o.title) as same
  from actions a join plans p on p.id = a.plan_id join action_links l on l.action_id = a.id and l.relation = 'same-as'
    join actions o on o.id = l.other_id and o.plan_id = a.plan_id and o.archived_at is null
  where p.ref = ${plan} and a.archived_at is null`;

const mostNamed = 50;

/**
 * The money of a plan by year, in its currency at the rate each amount came with, or by currency where the plan has
 * none. What cannot be converted, and what is counted at another action, is named and not summed.
 */
export async function ofPlan(tx: Tx, plan: string): Promise<PlanMoney> {
  const counted = sql`action_money m join actions a on a.id = m.action_id and a.archived_at is null
    join plans p on p.id = a.plan_id and p.ref = ${plan}`;
  const { rows: years } = await sql<YearSum>`
    select year, currency, coalesce(sum(worth) filter (where kind = 'required'), 0) as required,
      coalesce(sum(worth) filter (where kind = 'available'), 0) as available,
      coalesce(sum(worth) filter (where kind = 'spent'), 0) as spent
    from (select m.year, m.kind, coalesce(p.currency, m.currency) as currency, ${worth} as worth
      from ${counted} where a.id not in (select d.id from (${doubles(plan)}) d)) w
    where worth is not null group by year, currency order by year, currency`.execute(tx.db);
  const { rows: unconverted } = await sql<PlanMoney['unconverted'][number]>`
    select a.ref, a.title, m.kind, m.year, m.amount, m.currency from ${counted}
    where p.currency is not null and m.currency <> p.currency and m.rate is null
    order by m.year, a.ref, m.position limit ${mostNamed}`.execute(tx.db);
  const { rows: doubled } = await sql<PlanMoney['countedElsewhere'][number]>`
    select d.ref, d.title, d.same from (${doubles(plan)}) d order by d.ref limit ${mostNamed}`.execute(tx.db);
  return { years, unconverted, countedElsewhere: doubled };
}
