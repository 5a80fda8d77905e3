import { sql } from 'kysely';
import { likeFrom, likeFromWithItem, mostCompared } from '#features/commitments/likeness/rules.ts';
import type { CommitmentKind } from '#features/commitments/schema.ts';
import { hasDuty } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** One of two commitments that may say the same. */
export type Side = {
  ref: string;
  title: Translated;
  kind: CommitmentKind;
  instrument: Translated;
  cycle: string | null;
  made: PartialDate | null;
};

export type AlikePair = {
  one: Side;
  other: Side;
  /** How alike their words are, 0 to 1, in each language. */
  en: number;
  bn: number;
  /** Titles of the items of frameworks both are about. */
  items: Translated[];
  dismissal: { reason: string; by: string | null; at: Date; isStale: boolean } | null;
};

const side = (alias: string) => {
  const c = sql.ref(alias);
  return sql`jsonb_build_object('ref', ${c}.ref, 'title', ${c}.title, 'kind', ${c}.kind, 'instrument', ${c}.instrument,
    'cycle', ${c}.cycle, 'made', ${c}.made_on)`;
};
/**
 * Every pair that is not tied yet, with how alike its words are; `of` gives the pairs of one commitment alone. Two texts of
 * which one has far more letter groups than the other cannot be alike, and are not compared (pg_trgm: what is in both by
 * what is in either).
 */
const compared = (of: string | undefined) => sql`
  with standing as materialized (
    select c.id, c.ref, w.en, w.bn, cardinality(show_trgm(w.en)) as size_en, cardinality(show_trgm(w.bn)) as size_bn,
      array(select i.item_id from commitment_items i where i.commitment_id = c.id) as items
    from commitments c cross join lateral (select commitment_words(c.title, c.wording, 'en') as en,
      commitment_words(c.title, c.wording, 'bn') as bn) w
    where c.archived_at is null ${of ? sql`` : sql`order by c.id desc limit ${mostCompared}`}),
  pairs as (
    select a.id as one, b.id as other,
      case when least(a.size_en, b.size_en) >= ${sql.lit(likeFromWithItem)} * greatest(a.size_en, b.size_en)
        then similarity(a.en, b.en) else 0 end as en,
      case when least(a.size_bn, b.size_bn) >= ${sql.lit(likeFromWithItem)} * greatest(a.size_bn, b.size_bn)
        then similarity(a.bn, b.bn) else 0 end as bn, a.items as left_items, b.items as right_items
    from standing a join standing b on a.id < b.id where ${of ? sql`${of} in (a.ref, b.ref)` : sql`true`}),
  alike as materialized (
    select p.one, p.other, round(p.en::numeric, 3) as en, round(p.bn::numeric, 3) as bn,
      array(select unnest(p.left_items) intersect select unnest(p.right_items)) as items
    from pairs p where greatest(p.en, p.bn) >= ${sql.lit(likeFromWithItem)}),
  suggested as materialized (
    select l.*, d.reason, d.account_id, d.dismissed_at,
      d.reason is not null and d.seen is distinct from array[commitment_print(l.one), commitment_print(l.other)] as changed
    from alike l left join likeness_dismissals d on d.commitment_id = l.one and d.other_id = l.other
    where greatest(l.en, l.bn) >= case when l.items = '{}' then ${sql.lit(likeFrom)}
        else ${sql.lit(likeFromWithItem)} end
      and not exists (select from commitment_links k
        where (k.commitment_id, k.other_id) in ((l.one, l.other), (l.other, l.one))))`;

type Row = Omit<AlikePair, 'dismissal'> & {
  reason: string | null;
  by: string | null;
  at: Date;
  changed: boolean;
  total: number;
};
/** Are there more commitments than are compared with each other? Throws refused. */
export async function isCut(tx: Tx): Promise<boolean> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('likeness');
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from commitments where archived_at is null`.execute(tx.db);
  return (rows[0]?.total ?? 0) > mostCompared;
}

type Asked = { dismissed: boolean; of?: string | undefined; page: number; size: number };

/**
 * Pairs of commitments that may say the same and are not linked; `of` gives those of one commitment. `dismissed` gives
 * those found different, as they still read. A page beyond the end is the first one. Throws refused.
 */
export async function alike(
  tx: Tx,
  { dismissed, of, page, size }: Asked,
): Promise<{ rows: AlikePair[]; total: number; page: number }> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('likeness');
  const kept = dismissed ? sql`reason is not null and not changed` : sql`(reason is null or changed)`;
  const { rows } = await sql<Row>`${compared(of)},
    page as (select *, count(*) over ()::int as total from suggested where ${kept}
      order by greatest(en, bn) desc, one, other limit ${size} offset ${(page - 1) * size})
    select ${side('a')} as one, ${side('b')} as other, s.en, s.bn, s.reason, s.changed, s.dismissed_at as at, s.total,
      coalesce((select jsonb_agg(coalesce(i.short_title, i.title) order by i.sort, i.ref) from items i
        where i.id = any(s.items)), '[]') as items,
      (select x.name from accounts x where x.id = s.account_id) as by
    from page s join commitments a on a.id = s.one join commitments b on b.id = s.other
    order by greatest(s.en, s.bn) desc, s.one, s.other`.execute(tx.db);
  if (rows.length === 0 && page > 1) return alike(tx, { dismissed, of, page: 1, size });
  return { rows: rows.map(pairOf), total: rows[0]?.total ?? 0, page };
}

function pairOf({ reason, by, at, changed, total: _total, ...pair }: Row): AlikePair {
  return { ...pair, dismissal: reason === null ? null : { reason, by, at, isStale: changed } };
}
