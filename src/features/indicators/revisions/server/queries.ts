import { sql } from 'kysely';
import type { Named, Qualifier, Sex, Source } from '#features/indicators/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** What a figure said for some time. `knownUntil` is null for what it says now. */
export type Revision = {
  number: number;
  value: number;
  from: PartialDate;
  until: PartialDate;
  qualifier: Qualifier | null;
  source: Source;
  edition: string | null;
  cutoff: PartialDate | null;
  withdrawn: { on: string; reason: Translated } | null;
  knownFrom: Date;
  knownUntil: Date | null;
};

export type Figure = {
  ref: string;
  version: number;
  indicator: {
    ref: string;
    title: Translated;
    unit: Translated;
    decimals: number;
    method: Translated | null;
  };
  place: Named | null;
  destination: Named | null;
  sex: Sex | null;
  category: Translated | null;
  producer: Translated | null;
  note: Translated | null;
  flagged: boolean;
  replacedBy: string | null;
  updatedAt: Date;
  /** The latest first; never empty. */
  revisions: Revision[];
};

type FigureRow = Omit<Figure, 'revisions' | 'updatedAt'> & { updated_at: Date; id: number };

/** One figure of an indicator with everything it has said. Throws notFound, also for one of another indicator. */
export async function figure(tx: Tx, indicator: string, ref: string): Promise<Figure> {
  const { rows } = await sql<FigureRow>`
    select o.id, o.ref, o.version, o.sex, o.category, o.producer, o.note, o.flagged, o.updated_at,
      jsonb_build_object('ref', i.ref, 'title', i.title, 'unit', i.unit, 'decimals', i.decimals, 'method', i.method)
        as indicator,
      case when p.id is not null then jsonb_build_object('ref', p.ref, 'name', p.name) end as place,
      case when d.id is not null then jsonb_build_object('ref', d.ref, 'name', d.name) end as destination,
      (select x.ref from observations x where x.id = o.replaced_by_id) as "replacedBy"
    from observations o join indicators i on i.id = o.indicator_id
      left join places p on p.id = o.place_id left join places d on d.id = o.destination_id
    where o.ref = ${ref} and i.ref = ${indicator} and o.archived_at is null`.execute(tx.db);
  const row = rows[0];
  if (!row) throw notFound('observations', ref);
  const { id, updated_at: updatedAt, ...found } = row;
  return { ...found, updatedAt, revisions: await revisionsOf(tx, id) };
}

/** States of a figure that a reader would tell apart: a note or a mark that changed is no other figure. */
async function revisionsOf(tx: Tx, id: number): Promise<Revision[]> {
  const { rows } = await sql<Revision>`
    with told as (
      select r.number, o.value, o.from_on as "from", o.until_on as until, o.qualifier, o.edition, o.cutoff_on as cutoff,
        jsonb_build_object('ref', e.ref, 'title', e.title, 'producer', e.producer) as source,
        case when o.withdrawn_on is not null
          then jsonb_build_object('on', o.withdrawn_on, 'reason', o.withdrawn_reason) end as withdrawn,
        r.known_from, r.known_until
      from observation_revisions r cross join lateral jsonb_populate_record(null::observations, r.stood) o
        join evidence e on e.id = o.evidence_id
      where r.observation_id = ${id}),
    marked as (
      select *, (value, "from", until, qualifier, edition, cutoff, source, withdrawn) is distinct from
        lag((value, "from", until, qualifier, edition, cutoff, source, withdrawn)) over (order by number) as begins
      from told),
    grouped as (select *, count(*) filter (where begins or number = 1) over (order by number) as state from marked)
    select min(number)::int as number, value, "from", until, qualifier, edition, cutoff, source, withdrawn,
      min(known_from) as "knownFrom",
      case when bool_or(known_until is null) then null else max(known_until) end as "knownUntil"
    from grouped group by state, value, "from", until, qualifier, edition, cutoff, source, withdrawn
    order by number desc`.execute(tx.db);
  return rows;
}

/** A figure as the register of public figures lists it. */
export type FigureLine = {
  ref: string;
  indicator: { ref: string; title: Translated; unit: Translated; decimals: number };
  value: number;
  from: PartialDate;
  until: PartialDate;
  source: Source;
  edition: string | null;
  cutoff: PartialDate | null;
  version: number;
  withdrawn: { on: string; reason: Translated } | null;
};

/** One page of all figures, those changed last first; `withdrawn` leaves only those that were withdrawn. */
export async function figures(
  tx: Tx,
  { withdrawn, page: wanted, size }: { withdrawn: boolean; page: number; size: number },
): Promise<{ rows: FigureLine[]; total: number; page: number }> {
  const all = sql`from observations o join indicators i on i.id = o.indicator_id
    where o.archived_at is null and i.archived_at is null ${withdrawn ? sql`and o.withdrawn_on is not null` : sql``}`;
  const counted = await sql<{ total: number }>`select count(*)::int as total ${all}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(wanted, size, total);
  const { rows } = await sql<FigureLine>`
    select o.ref, o.value, o.from_on as "from", o.until_on as until, o.edition, o.cutoff_on as cutoff, o.version,
      jsonb_build_object('ref', i.ref, 'title', i.title, 'unit', i.unit, 'decimals', i.decimals) as indicator,
      (select jsonb_build_object('ref', e.ref, 'title', e.title, 'producer', e.producer) from evidence e
        where e.id = o.evidence_id) as source,
      case when o.withdrawn_on is not null
        then jsonb_build_object('on', o.withdrawn_on, 'reason', o.withdrawn_reason) end as withdrawn
    ${all} order by o.updated_at desc, o.ref limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows, total, page };
}
