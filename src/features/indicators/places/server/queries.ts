import { sql } from 'kysely';
import type { Named, Source } from '#features/indicators/rules.ts';
import {
  newestFirst,
  source,
  value,
  type IndicatorLine,
  type Latest,
} from '#features/indicators/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type DistrictNumber = { ref: string; value: number; note: Translated | null };
export type DistrictValue = {
  place: Named;
  total: DistrictNumber;
  female: DistrictNumber | null;
  male: DistrictNumber | null;
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

/** The newest totals of the districts, from one source and one period; null when there are none. */
export async function byDistrict(tx: Tx, ref: string): Promise<Districts | null> {
  const found = await sql<Districts>`
    with parts as (
      select o.from_on, o.until_on, o.from_day, o.until_day, o.cutoff_on, o.edition, o.evidence_id, o.place_id, o.sex,
        o.value, jsonb_build_object('ref', o.ref, 'value', o.value, 'note', o.note) as number
      from observations o
        join indicators i on i.id = o.indicator_id
        join places p on p.id = o.place_id
      where i.ref = ${ref} and p.level = 'district'
        and o.stands and o.category is null and o.destination_id is null),
    newest as (
      select from_day, until_day, evidence_id from parts where sex is null
      group by 1, 2, 3 order by until_day desc, from_day desc, count(*) desc, evidence_id limit 1),
    districts as (
      select place_id, min(from_on) as from_on, min(until_on) as until_on, max(cutoff_on) as cutoff_on,
        max(edition) as edition, min(evidence_id) as evidence_id,
        (array_agg(number) filter (where sex is null))[1] as total,
        (array_agg(number) filter (where sex = 'female'))[1] as female,
        (array_agg(number) filter (where sex = 'male'))[1] as male
      from parts join newest using (from_day, until_day, evidence_id) group by place_id)
    select min(d.from_on) as "from", min(d.until_on) as "until", max(d.cutoff_on) as cutoff, max(d.edition) as edition,
      ${source} as source,
      jsonb_agg(jsonb_build_object('place', jsonb_build_object('ref', p.ref, 'name', p.name),
        'total', d.total, 'female', d.female, 'male', d.male) order by p.ref) as values
    from districts d join places p on p.id = d.place_id join evidence e on e.id = d.evidence_id
    where d.total is not null group by e.id`.execute(tx.db);
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
    where w.ref = ${placeRef} and o.stands and i.archived_at is null
      and o.sex is null and o.category is null
    order by i.sort = 0, i.sort, i.ref, "as", ${newestFirst}`.execute(tx.db);
  return found.rows;
}
