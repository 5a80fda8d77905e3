import { sql } from 'kysely';
import { similarFrom, type Common } from '#features/plans/duplicates/rules.ts';
import { districtKeys, mayLook, objectiveKeys } from '#features/plans/overlaps/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

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
const title = (alias: string, lang: 'en' | 'bn') => sql`lower(${sql.ref(alias)}.title ->> ${sql.lit(lang)})`;

/** Pairs with something in common, found by what they share: never every action beside every other one. */
const candidates = sql`
  select x.action_id as one, y.action_id as other from objectives x join objectives y using (key)
    where x.action_id < y.action_id
  union select x.action_id, y.action_id from districts x join districts y using (key) where x.action_id < y.action_id
  union select a.id, b.id from actions a join actions b on a.id < b.id and ${title('a', 'en')} % ${title('b', 'en')}
  union select a.id, b.id from actions a join actions b on a.id < b.id and ${title('a', 'bn')} % ${title('b', 'bn')}`;

/** Periods meet: an end that is not known is open. */
const meet = sql`coalesce(first_day(a.from_on) < first_day(b.until_on), true)
  and coalesce(first_day(b.from_on) < first_day(a.until_on), true)`;

/** What is part of the other, or tied to it already, is no duplicate nobody knows of. */
const isKnown = sql`
  exists (select from action_links l where (l.action_id, l.other_id) in ((a.id, b.id), (b.id, a.id)))
  or exists (with recursive above as (
      select x.id, x.parent_id, x.id as start from actions x where x.id in (a.id, b.id)
      union select u.id, u.parent_id, above.start from above join actions u on u.id = above.parent_id)
    select from above where id in (a.id, b.id) and id <> start)`;

const compared = sql`
  with objectives as materialized (select * from (${objectiveKeys}) k),
  districts as materialized (select * from (${districtKeys}) k),
  candidates as materialized (${candidates}),
  alike as (
    select a.id as one, b.id as other,
      array(select key from objectives where action_id = a.id intersect
        select key from objectives where action_id = b.id order by key) as objectives,
      array(select key from districts where action_id = a.id intersect
        select key from districts where action_id = b.id order by key) as shared,
      round(greatest(similarity(coalesce(${title('a', 'en')}, ''), coalesce(${title('b', 'en')}, '')),
        similarity(coalesce(${title('a', 'bn')}, ''), coalesce(${title('b', 'bn')}, '')))::numeric, 3) as likeness
    from candidates c join actions a on a.id = c.one join actions b on b.id = c.other
    where a.archived_at is null and b.archived_at is null and ${meet} and not (${isKnown})),
  flagged as (
    select l.*, d.reason, d.account_id, d.dismissed_at,
      d.seen is distinct from array[action_print(l.one), action_print(l.other)] as changed
    from alike l left join overlap_dismissals d on d.action_id = l.one and d.other_id = l.other
    where (cardinality(l.objectives) > 0)::int + (cardinality(l.shared) > 0)::int
      + (l.likeness >= ${sql.lit(similarFrom)})::int >= 2)`;

type Row = Omit<FlaggedPair, 'dismissal'> & {
  reason: string | null;
  by: string | null;
  at: Date;
  changed: boolean;
};

/**
 * Pairs of actions that may be one and the same: their periods meet and they share two of objective, district and title.
 * `dismissed` gives those that were looked at and found different, as they still read; a pair of which one changed since is
 * flagged again. Throws refused.
 */
export async function flagged(
  tx: Tx,
  { dismissed, page: wanted, size }: { dismissed: boolean; page: number; size: number },
): Promise<{ rows: FlaggedPair[]; total: number; page: number }> {
  mayLook(tx);
  const asked = dismissed ? sql`reason is not null and not changed` : sql`(reason is null or changed)`;
  const counted = await sql<{ total: number }>`${compared}
    select count(*)::int as total from flagged where ${asked}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(wanted, size, total);
  const { rows } = await sql<Row>`${compared}
    select ${side('a')} as one, ${side('b')} as other, f.likeness, f.reason, f.changed, f.dismissed_at as at,
      array(select i.code from items i where i.ref = any(f.objectives) order by i.sort) as objectives,
      cardinality(f.shared) as districts,
      coalesce((select jsonb_agg(p.name order by p.ref) from places p where p.ref = any(f.shared)), '[]')
        as "districtNames",
      (select x.name from accounts x where x.id = f.account_id) as by
    from flagged f join actions a on a.id = f.one join actions b on b.id = f.other where ${asked}
    order by f.likeness desc, a.ref, b.ref limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows: rows.map(pairOf), total, page };
}

function pairOf({ reason, by, at, changed, ...pair }: Row): FlaggedPair {
  return { ...pair, dismissal: reason === null ? null : { reason, by, at, isStale: changed } };
}
