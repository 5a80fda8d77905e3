import { sql } from 'kysely';
import { unusual } from '#features/indicators/checks/rules.ts';
import { valueNotWhole, valueTooLarge, valueTooSmall, valueUnusual } from '#features/indicators/errors.ts';
import type { ObservationInput } from '#features/indicators/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Bounds = { ref: string; least: number | null; most: number | null; whole: boolean };

/**
 * Refuses values that their indicator says cannot be, and asks back about those far from the others of their series,
 * unless somebody says that they are right. What packs bring is published elsewhere: it is taken as it is. Throws
 * valueTooSmall, valueTooLarge, valueNotWhole, valueUnusual.
 */
export async function refuseImplausible(tx: Tx, inputs: readonly ObservationInput[]): Promise<void> {
  const { rows } = await sql<Bounds>`select ref, least, most, whole from indicators
    where ref = any(${inputs.map(({ indicator }) => indicator)}::text[])`.execute(tx.db);
  const bounds = new Map(rows.map((row) => [row.ref, row]));
  for (const input of inputs) {
    const found = bounds.get(input.indicator);
    if (found) refuseBeyond(input.value, found);
    if (tx.door !== 'pack' && !input.confirmed) await refuseUnusual(tx, input);
  }
}

function refuseBeyond(value: number, { least, most, whole }: Bounds): void {
  if (least !== null && value < least) throw valueTooSmall(value, least);
  if (most !== null && value > most) throw valueTooLarge(value, most);
  if (whole && !Number.isInteger(value)) throw valueNotWhole(value);
}

/** The others of a series: of the same indicator, source, place, destination, sex and category, whatever the period. */
async function refuseUnusual(tx: Tx, input: ObservationInput): Promise<void> {
  const { rows } = await sql<{ value: number }>`
    select o.value from observations o join indicators i on i.id = o.indicator_id
      join evidence e on e.id = o.evidence_id
      left join places p on p.id = o.place_id left join places d on d.id = o.destination_id
    where i.ref = ${input.indicator} and e.ref = ${input.source} and o.ref <> ${input.ref} and o.stands
      and p.ref is not distinct from ${input.place ?? null}::text
      and d.ref is not distinct from ${input.destination ?? null}::text
      and o.sex is not distinct from ${input.sex ?? null}::text
      and o.category ->> 'en' is not distinct from ${input.category?.en ?? null}::text`.execute(tx.db);
  const found = unusual(
    input.value,
    rows.map(({ value }) => value),
  );
  if (found) throw valueUnusual(input.value, found.median, found.times);
}

/** A total and the sum of its parts, where they differ: both are shown, neither is mended. */
export type TotalGap = {
  by: 'sex' | 'place' | 'category';
  from: PartialDate;
  until: PartialDate;
  source: { ref: string; title: Translated };
  total: number;
  parts: number;
  /** How many parts were added up. */
  n: number;
};

/**
 * Totals of an indicator that differ from the sum of their parts: of one period and source, by sex (both given), by
 * district (more than one) and by category (more than one). Rounding to the decimals of the indicator may add half a
 * unit of the last place for each part.
 */
export async function totalGaps(tx: Tx, ref: string): Promise<TotalGap[]> {
  const { rows } = await sql<TotalGap>`
    with figures as (
      select o.*, e.ref as source_ref, e.title as source_title, i.decimals, p.level
      from observations o join indicators i on i.id = o.indicator_id join evidence e on e.id = o.evidence_id
        left join places p on p.id = o.place_id
      where i.ref = ${ref} and o.stands and o.destination_id is null),
    totals as (
      select * from figures where sex is null and category is null and (level is null or level = 'country')),
    parts as (
      select 'sex' as by, t.id, sum(f.value) as parts, count(*)::int as n from totals t join figures f
        on (f.from_day, f.until_day, f.evidence_id) = (t.from_day, t.until_day, t.evidence_id)
        and f.place_id is not distinct from t.place_id and f.category is null and f.sex is not null
        group by t.id having count(distinct f.sex) = 2 and count(*) = 2
      union all
      select 'place', t.id, sum(f.value), count(*)::int from totals t join figures f
        on (f.from_day, f.until_day, f.evidence_id) = (t.from_day, t.until_day, t.evidence_id)
        and f.level = 'district' and f.category is null and f.sex is null
        group by t.id having count(*) > 1
      union all
      select 'category', t.id, sum(f.value), count(*)::int from totals t join figures f
        on (f.from_day, f.until_day, f.evidence_id) = (t.from_day, t.until_day, t.evidence_id)
        and f.place_id is not distinct from t.place_id and f.category is not null and f.sex is null
        group by t.id having count(*) > 1)
    select x.by, t.from_on as "from", t.until_on as until, t.value as total, x.parts, x.n,
      jsonb_build_object('ref', t.source_ref, 'title', t.source_title) as source
    from parts x join totals t on t.id = x.id
    where abs(t.value - x.parts) > x.n * 0.5 * power(10::numeric, -t.decimals)
    order by t.from_day desc, x.by, t.ref`.execute(tx.db);
  return rows;
}

type DueRow = { ref: string; title: Translated; due: PartialDate };

/** Indicators whose next value was expected by now, for the secretariat. */
export async function due(tx: Tx, { access, today }: Me): Promise<Due[]> {
  if (!access.duties.includes('secretariat')) return [];
  const { rows } = await sql<DueRow>`
    select i.ref, i.title, i.next_due_on as due from indicators i
    where i.archived_at is null and day_after(i.next_due_on) <= ${today}::date
    order by first_day(i.next_due_on), i.ref limit 50`.execute(tx.db);
  return rows.map(({ ref, title, due: day }) => ({
    kind: 'value_expected',
    title,
    path: `/desk/observations/new?indicator=${ref}`,
    due: day,
    since: null,
    ground: 'secretariat' as const,
    within: null,
    detail: null,
  }));
}
