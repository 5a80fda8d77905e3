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

export type Indicator = Omit<IndicatorLine, 'latest'> & {
  about: About;
  direction: 'up' | 'down' | 'none';
  definition: Translated | null;
  method: Translated | null;
  custodian: Translated | null;
  limits: Translated | null;
  map: boolean;
  items: {
    ref: string;
    code: string;
    kind: string;
    framework: string;
    title: Translated;
    path: string;
    basis: Basis;
  }[];
};

/** The installation's own country is the one that has divisions; a value without a place is about it too. */
const isHome = sql`(o.place_id is null or o.place_id in (select parent_id from places where level = 'division'))`;

/** Not narrowed to a part of the people counted. */
const isWhole = sql`o.archived_at is null and o.sex is null and o.destination_id is null and o.category is null`;

const source = sql`jsonb_build_object('ref', e.ref, 'title', e.title)`;

/** Newest period first; of one period, what nobody doubts and was published last. */
const newestFirst = sql`o.until_day desc, o.flagged, e.published_on desc nulls last, o.ref`;

const value = sql`'value', o.value, 'from', o.from_on, 'until', o.until_on, 'qualifier', o.qualifier, 'source', ${source}`;

const latestJoin = sql`
  left join lateral (
    select jsonb_build_object(${value}, 'others',
      (select count(distinct x.value) from observations x where x.indicator_id = i.id and x.value <> o.value
        and (x.from_day, x.until_day) = (o.from_day, o.until_day) and x.archived_at is null and x.sex is null
        and x.destination_id is null and x.category is null and x.place_id is not distinct from o.place_id)) as latest
    from observations o join evidence e on e.id = o.evidence_id
    where o.indicator_id = i.id and ${isWhole} and ${isHome}
    order by ${newestFirst} limit 1
  ) l on true`;

const lineColumns = sql`i.ref, i.title, i.unit, i.decimals, i.theme, i.finding, l.latest`;

/** All indicators in their order, each with its newest total; `theme` narrows, `featured` leaves the first three. */
export async function list(
  tx: Tx,
  filter: { theme?: string | undefined; featured?: boolean } = {},
): Promise<IndicatorLine[]> {
  const found = await sql<IndicatorLine>`
    select ${lineColumns} from indicators i ${latestJoin}
    where i.archived_at is null
      ${filter.theme === undefined ? sql`` : sql`and i.theme = ${filter.theme}`}
      ${filter.featured ? sql`and i.sort between 1 and 3` : sql``}
    order by i.sort = 0, i.sort, i.ref`.execute(tx.db);
  return found.rows;
}

/** The themes there are, in the order of their first indicator, with how many indicators each has. */
export async function themes(tx: Tx): Promise<{ theme: string; count: number }[]> {
  const found = await sql<{ theme: string; count: number }>`
    select theme, count(*) from indicators where archived_at is null
    group by theme order by min(case when sort = 0 then 100000 else sort end), theme`.execute(tx.db);
  return found.rows;
}

/** One indicator with the framework items it speaks for. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Indicator> {
  const row = await tx.db.selectFrom('indicators').selectAll().where('ref', '=', ref).executeTakeFirst();
  if (!row) throw notFound('indicators', ref);
  const items = await tx.db
    .selectFrom('indicator_items as l')
    .innerJoin('items as t', 't.id', 'l.item_id')
    .innerJoin('frameworks as f', 'f.id', 't.framework_id')
    .innerJoin('records as r', (join) => join.onRef('r.ref', '=', 't.ref').on('r.kind', '=', 'items'))
    .select(['t.ref', 't.code', 't.kind', 'f.ref as framework', 'r.path', 'l.basis'])
    .select(sql<Translated>`coalesce(t.short_title, t.title)`.as('title'))
    .where('l.indicator_id', '=', row.id)
    .orderBy('f.sort')
    .orderBy('t.sort')
    .orderBy('t.ref')
    .execute();
  const { title, unit, decimals, theme, finding, direction, definition, method, custodian, limits, map } =
    row;
  return {
    ...{ ref, title, unit, decimals, theme, finding, direction, definition, method, custodian, limits, map },
    about: aboutOf(row),
    items,
  };
}

/** Every value of an indicator, oldest period first; `withDistricts` adds those below the country. */
export async function observations(tx: Tx, ref: string, withDistricts = true): Promise<Observation[]> {
  const found = await sql<Observation>`
    select o.ref, o.from_on as "from", o.until_on as "until", o.value, o.qualifier, o.flagged, o.note, o.version,
      (o.from_day + interval '1 year')::date = o.until_day as yearly, o.sex, o.category, o.producer,
      o.cutoff_on as cutoff, o.edition, ${isHome} as home, ${source} as source,
      case when p.id is not null then jsonb_build_object('ref', p.ref, 'name', p.name) end as place,
      case when d.id is not null then jsonb_build_object('ref', d.ref, 'name', d.name) end as destination
    from observations o
      join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      left join places p on p.id = o.place_id
      left join places d on d.id = o.destination_id
    where i.ref = ${ref} and o.archived_at is null
      ${withDistricts ? sql`` : sql`and (p.level is null or p.level = 'country')`}
    order by o.from_day, o.until_day, d.ref nulls first, p.ref nulls first, o.sex nulls first,
      o.category ->> 'en' nulls first, o.value, o.ref`.execute(tx.db);
  return found.rows;
}

/** The values for whole countries in comparable series: same source, sex, destination, category, place, length of period. */
export async function series(tx: Tx, ref: string): Promise<Series[]> {
  return seriesOf(await observations(tx, ref, false));
}

/** Values of one period and kind that sources give differently: kept side by side, never averaged. */
export type Difference = {
  from: PartialDate;
  until: PartialDate;
  sex: 'female' | 'male' | null;
  destination: Named | null;
  category: Translated | null;
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

/** Where sources differ, newest period first. */
export async function differences(tx: Tx, ref: string): Promise<Difference[]> {
  const found = await sql<Difference>`
    select min(o.from_on) as "from", min(o.until_on) as "until", o.sex,
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
    where i.ref = ${ref} and o.archived_at is null
    group by o.from_day, o.until_day, o.sex, d.id, o.category ->> 'en', o.place_id
    having count(distinct o.value) > 1
    order by o.from_day desc, o.until_day desc, d.ref nulls first, o.sex nulls first`.execute(tx.db);
  return found.rows;
}

/** What the page of a framework item shows of each indicator that speaks for it. */
export type ItemIndicator = Pick<IndicatorLine, 'ref' | 'title' | 'unit' | 'decimals' | 'finding' | 'latest'>;

/** The indicators that speak for a framework item, in their order. */
export async function forItem(tx: Tx, itemRef: string): Promise<ItemIndicator[]> {
  const found = await sql<ItemIndicator>`
    select i.ref, i.title, i.unit, i.decimals, i.finding, l.latest from indicators i ${latestJoin}
    where i.archived_at is null and i.id in (
      select k.indicator_id from indicator_items k join items t on t.id = k.item_id where t.ref = ${itemRef})
    order by i.sort = 0, i.sort, i.ref`.execute(tx.db);
  return found.rows;
}

export type DistrictValue = {
  place: Named;
  value: number;
  qualifier: Qualifier | null;
  note: Translated | null;
};
export type Districts = {
  from: PartialDate;
  until: PartialDate;
  source: Source;
  cutoff: PartialDate | null;
  edition: string | null;
  /** By reference of the place. */
  values: DistrictValue[];
};

/** The newest total of every district, from one source and one period; null when there is none. */
export async function byDistrict(tx: Tx, ref: string): Promise<Districts | null> {
  const found = await sql<Districts>`
    select min(o.from_on) as "from", min(o.until_on) as "until", max(o.cutoff_on) as cutoff, max(o.edition) as edition,
      ${source} as source,
      jsonb_agg(jsonb_build_object('place', jsonb_build_object('ref', p.ref, 'name', p.name), 'value', o.value,
        'qualifier', o.qualifier, 'note', o.note) order by p.ref, o.ref) as values
    from observations o
      join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      join places p on p.id = o.place_id
    where i.ref = ${ref} and p.level = 'district' and ${isWhole}
    group by o.from_day, o.until_day, e.id
    order by o.until_day desc, o.from_day desc, count(*) desc, e.ref limit 1`.execute(tx.db);
  return found.rows[0] ?? null;
}

/** What the page of a place shows of an indicator: its newest value there, or for people who went there. */
export type PlaceIndicator = Pick<IndicatorLine, 'ref' | 'title' | 'unit' | 'decimals'> & {
  as: 'place' | 'destination';
  latest: Omit<Latest, 'others'>;
};

/** The indicators with values for a place, each with the newest one not divided by sex or category. */
export async function atPlace(tx: Tx, placeRef: string): Promise<PlaceIndicator[]> {
  const found = await sql<PlaceIndicator>`
    select distinct on (i.sort = 0, i.sort, i.ref, "as") i.ref, i.title, i.unit, i.decimals,
      case when o.destination_id is null then 'place' else 'destination' end as "as",
      jsonb_build_object(${value}) as latest
    from observations o
      join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      join places w on w.id = coalesce(o.destination_id, o.place_id)
    where w.ref = ${placeRef} and o.archived_at is null and i.archived_at is null
      and o.sex is null and o.category is null
    order by i.sort = 0, i.sort, i.ref, "as", ${newestFirst}`.execute(tx.db);
  return found.rows;
}
