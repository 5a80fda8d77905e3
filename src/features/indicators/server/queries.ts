import { sql } from 'kysely';
import {
  seriesOf,
  type Named,
  type Observation,
  type Qualifier,
  type Series,
  type Source,
} from '#features/indicators/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Frequency } from '#features/indicators/schema.ts';
import type { Dated } from '#features/indicators/targets/rules.ts';
import { notFound } from '#lib/errors.ts';
import type { Basis } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** The newest total for the whole country. `others` counts different values other sources give for the same period. */
export type Latest = {
  value: number;
  from: PartialDate;
  until: PartialDate;
  qualifier: Qualifier | null;
  /** Needs a second look; the page of the indicator says why. */
  flagged: boolean;
  source: Source;
  others: number;
};

export type IndicatorLine = {
  ref: string;
  title: Translated;
  unit: Translated;
  decimals: number;
  theme: string;
  finding: Translated | null;
  latest: Latest | null;
};

export type Indicator = IndicatorLine & {
  about: About;
  direction: 'up' | 'down' | 'none';
  definition: Translated | null;
  method: Translated | null;
  custodian: Translated | null;
  limits: Translated | null;
  map: boolean;
  baseline: Dated | null;
  /** By date. */
  targets: (Dated & { basis: Translated | null })[];
  frequency: Frequency | null;
  nextDue: PartialDate | null;
  items: {
    ref: string;
    code: string;
    kind: string;
    framework: Translated;
    title: Translated;
    path: string;
    basis: Basis;
  }[];
};

/** The installation's own country is the one that has divisions; a value without a place is about it too. */
const isHome = sql`(o.place_id is null or o.place_id in (select parent_id from places where level = 'division'))`;

/** Not narrowed to a part of the people counted. */
const isWhole = sql`o.stands and o.sex is null and o.destination_id is null and o.category is null`;

/** The source of a value: the evidence `e` of the observation `o`. */
export const source = sql`jsonb_build_object('ref', e.ref, 'title', e.title, 'producer', e.producer)`;

/** Newest period first; of one period, what nobody doubts and was published last. */
export const newestFirst = sql`o.until_day desc, o.flagged, e.published_on desc nulls last, o.ref`;

/** What is told of a value in brief. */
export const value = sql`'value', o.value, 'from', o.from_on, 'until', o.until_on, 'qualifier', o.qualifier,
  'flagged', o.flagged, 'source', ${source}`;

const latest = sql<Latest | null>`(
  select jsonb_build_object(${value}, 'others',
    (select count(distinct x.value) from observations x where x.indicator_id = i.id and x.value <> o.value
      and (x.from_day, x.until_day) = (o.from_day, o.until_day) and x.stands and x.sex is null
      and x.destination_id is null and x.category is null and x.place_id is not distinct from o.place_id))
  from observations o join evidence e on e.id = o.evidence_id
  where o.indicator_id = i.id and ${isWhole} and ${isHome}
  order by ${newestFirst} limit 1)`;

const lineColumns = sql`i.ref, i.title, i.unit, i.decimals, i.theme, i.finding, ${latest} as latest`;

/** All indicators in their order, each with its newest total; `theme` narrows, `featured` leaves the first three. */
export async function list(
  tx: Tx,
  filter: { theme?: string | undefined; featured?: boolean } = {},
): Promise<IndicatorLine[]> {
  const found = await sql<IndicatorLine>`
    select ${lineColumns} from indicators i
    where i.archived_at is null
      ${filter.theme === undefined ? sql`` : sql`and i.theme = ${filter.theme}`}
      ${filter.featured ? sql`and i.sort between 1 and 3` : sql``}
    order by i.sort = 0, i.sort, i.ref`.execute(tx.db);
  return found.rows;
}

/** The themes there are, in the order of their first indicator; `total` counts the indicators of all themes. */
export async function themes(tx: Tx): Promise<{ theme: string; total: number }[]> {
  const found = await sql<{ theme: string; total: number }>`
    select theme, sum(count(*)) over () as total from indicators where archived_at is null
    group by theme order by min(case when sort = 0 then 100000 else sort end), theme`.execute(tx.db);
  return found.rows;
}

const itemsOfIndicator = sql<Indicator['items']>`coalesce((
  select jsonb_agg(jsonb_build_object('ref', t.ref, 'code', t.code, 'kind', t.kind, 'framework', coalesce(f.acronym::jsonb, f.name::jsonb), 'path', r.path,
    'basis', l.basis, 'title', coalesce(t.short_title, t.title)) order by f.sort, t.sort, t.ref)
  from indicator_items l join items t on t.id = l.item_id join frameworks f on f.id = t.framework_id
    join records r on r.kind = 'items' and r.ref = t.ref
  where l.indicator_id = i.id), '[]')`;

const targetsOfIndicator = sql<Indicator['targets']>`coalesce((
  select jsonb_agg(jsonb_build_object('on', t.on_date, 'value', t.value, 'basis', t.basis) order by first_day(t.on_date))
  from indicator_targets t where t.indicator_id = i.id), '[]')`;

/** One indicator with the framework items it speaks for. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Indicator> {
  const row = await tx.db
    .selectFrom('indicators as i')
    .selectAll('i')
    .select([itemsOfIndicator.as('items'), latest.as('latest'), targetsOfIndicator.as('targets')])
    .where('i.ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('indicators', ref);
  const { title, unit, decimals, theme, finding, direction, definition, method, custodian, limits, map } =
    row;
  return {
    ...{ ref, title, unit, decimals, theme, finding, direction, definition, method, custodian, limits, map },
    baseline:
      row.baseline_value === null || row.baseline_on === null
        ? null
        : { value: row.baseline_value, on: row.baseline_on },
    frequency: row.frequency,
    nextDue: row.next_due_on,
    about: aboutOf(row),
    items: row.items,
    latest: row.latest,
    targets: row.targets,
  };
}

/** What of the values of an indicator is asked: those of districts too; those withdrawn too; as known at an instant. */
export type Asked = {
  withDistricts?: boolean | undefined;
  withWithdrawn?: boolean | undefined;
  /** What this installation knew at this instant, instead of what it knows now. */
  knownAt?: Date | undefined;
};

/** The rows of values, now or as they were known. */
const valuesKnown = (knownAt: Date | undefined) =>
  knownAt
    ? sql`observation_revisions r cross join lateral jsonb_populate_record(null::observations, r.stood) o`
    : sql`observations o`;
const knownThen = (knownAt: Date | undefined) =>
  knownAt
    ? sql`and r.known_from <= ${knownAt} and (r.known_until is null or r.known_until > ${knownAt})`
    : sql``;

/** Every value of an indicator, oldest period first. What was withdrawn is left out unless it is asked for. */
export async function observations(tx: Tx, ref: string, asked: Asked = {}): Promise<Observation[]> {
  const { withDistricts = true, withWithdrawn = false, knownAt } = asked;
  const found = await sql<Observation>`
    select o.ref, o.from_on as "from", o.until_on as "until", o.value, o.qualifier, o.flagged, o.note, o.version,
      (o.from_day + interval '1 year')::date = o.until_day as yearly, o.sex, o.category, o.producer,
      o.cutoff_on as cutoff, o.edition, ${isHome} as home, ${source} as source,
      case when p.id is not null then jsonb_build_object('ref', p.ref, 'name', p.name) end as place,
      case when d.id is not null then jsonb_build_object('ref', d.ref, 'name', d.name) end as destination,
      case when o.withdrawn_on is not null
        then jsonb_build_object('on', o.withdrawn_on, 'reason', o.withdrawn_reason) end as withdrawn
    from ${valuesKnown(knownAt)}
      join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      left join places p on p.id = o.place_id
      left join places d on d.id = o.destination_id
    where i.ref = ${ref} and ${withWithdrawn ? sql`o.archived_at is null` : sql`o.stands`} ${knownThen(knownAt)}
      ${withDistricts ? sql`` : sql`and (p.level is null or p.level = 'country')`}
    order by o.from_day, o.until_day, d.ref nulls first, p.ref nulls first, o.sex nulls first,
      o.category ->> 'en' nulls first, o.value, o.ref`.execute(tx.db);
  return found.rows;
}

/** The values for whole countries in comparable series: same source, sex, destination, category, place, length of period. */
export async function series(tx: Tx, ref: string): Promise<Series[]> {
  return seriesOf(await observations(tx, ref, { withDistricts: false }));
}

/** Values of one period and kind that sources give differently: kept side by side, never averaged. */
export type Difference = {
  from: PartialDate;
  until: PartialDate;
  sex: 'female' | 'male' | null;
  destination: Named | null;
  category: Translated | null;
  place: Named | null;
  home: boolean;
  /** Highest first. */
  values: {
    ref: string;
    value: number;
    source: Source;
    producer: Translated | null;
    note: Translated | null;
  }[];
  /** Highest less lowest, and that in per cent of the lowest (null when the lowest is 0). */
  spread: number;
  percent: number | null;
};

/** Where sources differ in the decimals the indicator is told in, newest period first. */
export async function differences(tx: Tx, ref: string): Promise<Difference[]> {
  const found = await sql<Difference>`
    select min(o.from_on) as "from", min(o.until_on) as "until", o.sex, bool_and(${isHome}) as home,
      case when p.id is not null then jsonb_build_object('ref', p.ref, 'name', p.name) end as place,
      case when d.id is not null then jsonb_build_object('ref', d.ref, 'name', d.name) end as destination,
      (array_agg(o.category))[1] as category,
      jsonb_agg(jsonb_build_object('ref', o.ref, 'value', o.value, 'producer', o.producer, 'note', o.note,
        'source', ${source}) order by o.value desc, o.ref) as values,
      max(o.value) - min(o.value) as spread,
      round(100 * (max(o.value) - min(o.value)) / nullif(abs(min(o.value)), 0), 1) as percent
    from observations o
      join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      left join places d on d.id = o.destination_id
      left join places p on p.id = o.place_id
    where i.ref = ${ref} and o.stands
    group by o.from_day, o.until_day, o.sex, d.id, o.category ->> 'en', p.id, i.decimals
    having count(distinct round(o.value, i.decimals)) > 1
    order by o.from_day desc, o.until_day desc, d.ref nulls first, o.sex nulls first`.execute(tx.db);
  return found.rows;
}

/** What the page of a framework item shows of each indicator that speaks for it. */
export type ItemIndicator = Pick<IndicatorLine, 'ref' | 'title' | 'unit' | 'decimals' | 'finding' | 'latest'>;

/** The indicators that speak for a framework item, in their order. */
export async function forItem(tx: Tx, itemRef: string): Promise<ItemIndicator[]> {
  const found = await sql<ItemIndicator>`
    select i.ref, i.title, i.unit, i.decimals, i.finding, ${latest} as latest from indicators i
    where i.archived_at is null and i.id in (
      select k.indicator_id from indicator_items k join items t on t.id = k.item_id where t.ref = ${itemRef})
    order by i.sort = 0, i.sort, i.ref`.execute(tx.db);
  return found.rows;
}

/** The indicators that measure an action of a plan, or a commitment, in their order. */
export async function measuring(
  tx: Tx,
  of: 'actions' | 'commitments',
  ref: string,
): Promise<ItemIndicator[]> {
  const [table, column] =
    of === 'actions'
      ? [sql`indicator_actions`, sql`action_id`]
      : [sql`indicator_commitments`, sql`commitment_id`];
  const found = await sql<ItemIndicator>`
    select i.ref, i.title, i.unit, i.decimals, i.finding, ${latest} as latest from indicators i
    where i.archived_at is null and i.id in (
      select k.indicator_id from ${table} k join ${sql.table(of)} t on t.id = k.${column} where t.ref = ${ref})
    order by i.sort = 0, i.sort, i.ref`.execute(tx.db);
  return found.rows;
}
