import { sql } from 'kysely';
import { similarFrom, type Common } from '#features/plans/duplicates/rules.ts';
import { districtKeys, mayLook, objectiveKeys } from '#features/plans/overlaps/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** One of two actions that may be the same. */
export type Side = {
  ref: string;
  title: Translated;
  lead: Translated | null;
  from: PartialDate | null;
  until: PartialDate | null;
};

/** Why a pair was dismissed, by whom and when; `isStale` when one of the two changed since. */
export type Dismissal = { reason: string; by: string | null; at: Date; isStale: boolean };
export type FlaggedPair = Common & {
  one: Side;
  other: Side;
  districtNames: Translated[];
  dismissal: Dismissal | null;
};

const side = (alias: string) => {
  const a = sql.ref(alias);
  return sql`jsonb_build_object('ref', ${a}.ref, 'title', ${a}.title, 'from', ${a}.from_on, 'until', ${a}.until_on,
    'lead', (select o.name from organisations o where o.id = ${a}.organisation_id))`;
};
/** Pairs with a key in common, each with all of them. */
const shared = (keys: string) => sql`
  select x.action_id as one, y.action_id as other, array_agg(x.key order by x.key) as keys
  from ${sql.ref(keys)} x join ${sql.ref(keys)} y using (key) where x.action_id < y.action_id group by 1, 2`;

/** Periods meet: an end that is not known is open. */
const meet = sql`coalesce(first_day(a.from_on) < first_day(b.until_on), true)
  and coalesce(first_day(b.from_on) < first_day(a.until_on), true)`;

/** How alike two titles are; of which one has far more letter groups than the other is not compared: it cannot count. */
const likeness = (lang: 'en' | 'bn') => {
  const [text, size] = [sql.ref(lang), sql.ref(`size_${lang}`)];
  return sql`case when least(a.${size}, b.${size}) >= ${sql.lit(similarFrom)} * greatest(a.${size}, b.${size}, 1)
    then similarity(a.${text}, b.${text}) else 0 end`;
};

/**
 * Every step once for all pairs. A title alone raises no flag, so that only pairs that share an objective or a district are
 * compared at all. What is part of the other, or tied to it already, is no duplicate that nobody knows of.
 */
const compared = sql`
  with recursive standing as materialized (
    select a.id, a.parent_id, a.from_on, a.until_on, w.en, w.bn, cardinality(show_trgm(w.en)) as size_en,
      cardinality(show_trgm(w.bn)) as size_bn
    from actions a cross join lateral (select lower(coalesce(a.title ->> 'en', '')) as en,
      lower(coalesce(a.title ->> 'bn', '')) as bn) w where a.archived_at is null),
  above as (
    select s.id, s.parent_id from standing s where s.parent_id is not null
    union select b.id, u.parent_id from above b join actions u on u.id = b.parent_id where u.parent_id is not null),
  objectives as materialized (select k.* from (${objectiveKeys}) k join standing s on s.id = k.action_id),
  districts as materialized (select k.* from (${districtKeys}) k join standing s on s.id = k.action_id),
  common as materialized (
    select one, other, coalesce(o.keys, '{}') as objectives, coalesce(d.keys, '{}') as shared
    from (${shared('objectives')}) o full join (${shared('districts')}) d using (one, other)),
  alike as materialized (
    select c.*, round(greatest(${likeness('en')}, ${likeness('bn')})::numeric, 3) as likeness
    from common c join standing a on a.id = c.one join standing b on b.id = c.other where ${meet}),
  flagged as materialized (
    select l.*, d.reason, d.account_id, d.dismissed_at,
      d.reason is not null and d.seen is distinct from array[action_print(l.one), action_print(l.other)] as changed
    from alike l left join overlap_dismissals d on d.action_id = l.one and d.other_id = l.other
    where (cardinality(l.objectives) > 0)::int + (cardinality(l.shared) > 0)::int
        + (l.likeness >= ${sql.lit(similarFrom)})::int >= 2
      and not exists (select from action_links k where (k.action_id, k.other_id) in ((l.one, l.other), (l.other, l.one)))
      and not exists (select from above v where (v.id, v.parent_id) in ((l.one, l.other), (l.other, l.one))))`;

type Row = Omit<FlaggedPair, 'dismissal'> & {
  reason: string | null;
  by: string | null;
  at: Date;
  changed: boolean;
  total: number;
};
type Asked = { dismissed: boolean; page: number; size: number };

const wanted = (dismissed: boolean) =>
  dismissed ? sql`reason is not null and not changed` : sql`(reason is null or changed)`;

/**
 * Pairs of actions that may be one and the same: their periods meet and they share two of objective, district and title.
 * `dismissed` gives those that were looked at and found different, as they still read; a pair of which one changed since is
 * flagged again. A page beyond the end is the first one. Throws refused.
 */
export async function flagged(
  tx: Tx,
  { dismissed, page, size }: Asked,
): Promise<{ rows: FlaggedPair[]; total: number; page: number }> {
  mayLook(tx);
  const { rows } = await sql<Row>`${compared},
    page as (select *, count(*) over ()::int as total from flagged where ${wanted(dismissed)}
      order by likeness desc, one, other limit ${size} offset ${(page - 1) * size})
    select ${side('a')} as one, ${side('b')} as other, f.likeness, f.reason, f.changed, f.dismissed_at as at, f.total,
      array(select i.code from items i where i.ref = any(f.objectives) order by i.sort) as objectives,
      cardinality(f.shared) as districts,
      coalesce((select jsonb_agg(p.name order by p.ref) from places p where p.ref = any(f.shared)), '[]')
        as "districtNames",
      (select x.name from accounts x where x.id = f.account_id) as by
    from page f join actions a on a.id = f.one join actions b on b.id = f.other
    order by f.likeness desc, f.one, f.other`.execute(tx.db);
  if (rows.length === 0 && page > 1) return flagged(tx, { dismissed, page: 1, size });
  return { rows: rows.map(pairOf), total: rows[0]?.total ?? 0, page };
}

function pairOf({ reason, by, at, changed, total: _total, ...pair }: Row): FlaggedPair {
  return { ...pair, dismissal: reason === null ? null : { reason, by, at, isStale: changed } };
}
