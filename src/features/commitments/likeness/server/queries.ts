import { sql } from 'kysely';
import { likeFrom, likeFromWithItem } from '#features/commitments/likeness/rules.ts';
import type { CommitmentKind } from '#features/commitments/schema.ts';
import { hasDuty } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

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
const words = (alias: string, lang: 'en' | 'bn') =>
  sql`commitment_words(${sql.ref(alias)}.title, ${sql.ref(alias)}.wording, ${sql.lit(lang)})`;
const pairsAlike = (lang: 'en' | 'bn') => sql`
  select a.id as one, b.id as other from commitments a
    join commitments b on a.id < b.id and ${words('a', lang)} % ${words('b', lang)}`;

/** Pairs whose words are alike in a language and that are not tied to each other yet. */
const compared = sql`
  with candidates as materialized (${pairsAlike('en')} union ${pairsAlike('bn')}),
  alike as (
    select a.id as one, b.id as other, round(similarity(${words('a', 'en')}, ${words('b', 'en')})::numeric, 3) as en,
      round(similarity(${words('a', 'bn')}, ${words('b', 'bn')})::numeric, 3) as bn,
      array(select item_id from commitment_items where commitment_id = a.id intersect
        select item_id from commitment_items where commitment_id = b.id) as items
    from candidates c join commitments a on a.id = c.one join commitments b on b.id = c.other
    where a.archived_at is null and b.archived_at is null and not exists (
      select from commitment_links l where (l.commitment_id, l.other_id) in ((a.id, b.id), (b.id, a.id)))),
  suggested as (
    select l.*, d.reason, d.account_id, d.dismissed_at,
      d.seen is distinct from array[commitment_print(l.one), commitment_print(l.other)] as changed
    from alike l left join likeness_dismissals d on d.commitment_id = l.one and d.other_id = l.other
    where greatest(l.en, l.bn) >= case when l.items = '{}' then ${sql.lit(likeFrom)}
      else ${sql.lit(likeFromWithItem)} end)`;

type Row = Omit<AlikePair, 'dismissal'> & {
  reason: string | null;
  by: string | null;
  at: Date;
  changed: boolean;
};
type Asked = { dismissed: boolean; of?: string | undefined; page: number; size: number };

/**
 * Pairs of commitments that may say the same and are not linked; `of` gives those of one commitment. `dismissed` gives
 * those found different, as they still read. Throws refused.
 */
export async function alike(
  tx: Tx,
  { dismissed, of, page: wanted, size }: Asked,
): Promise<{ rows: AlikePair[]; total: number; page: number }> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('likeness');
  const kept = dismissed ? sql`s.reason is not null and not s.changed` : sql`(s.reason is null or s.changed)`;
  const asked = of ? sql`${kept} and ${of} in (a.ref, b.ref)` : kept;
  const from = sql`from suggested s join commitments a on a.id = s.one join commitments b on b.id = s.other where ${asked}`;
  const counted = await sql<{ total: number }>`${compared} select count(*)::int as total ${from}`.execute(
    tx.db,
  );
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(wanted, size, total);
  const { rows } = await sql<Row>`${compared}
    select ${side('a')} as one, ${side('b')} as other, s.en, s.bn, s.reason, s.changed, s.dismissed_at as at,
      coalesce((select jsonb_agg(coalesce(i.short_title, i.title) order by i.sort, i.ref) from items i
        where i.id = any(s.items)), '[]') as items,
      (select x.name from accounts x where x.id = s.account_id) as by
    ${from} order by greatest(s.en, s.bn) desc, a.ref, b.ref limit ${size} offset ${(page - 1) * size}`.execute(
    tx.db,
  );
  return { rows: rows.map(pairOf), total, page };
}

function pairOf({ reason, by, at, changed, ...pair }: Row): AlikePair {
  return { ...pair, dismissal: reason === null ? null : { reason, by, at, isStale: changed } };
}
