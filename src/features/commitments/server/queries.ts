import { sql, type RawBuilder } from 'kysely';
import { olderCycles } from '#features/commitments/rules.ts';
import type { CommitmentKind, CommitmentStatus, PartyRole, Response } from '#features/commitments/schema.ts';
import { compact } from '#features/frameworks/rules.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { pageOfList } from '#lib/ui/paging.ts';
import type { Translated } from '#lib/translated.ts';

export type Party = OrganisationName & { role: PartyRole };

/** A commitment as lists show it. `status` is its current one, null when no step is on record. */
export type CommitmentLine = {
  ref: string;
  title: Translated;
  kind: CommitmentKind;
  instrument: Translated;
  cycle: string | null;
  made: PartialDate | null;
  status: CommitmentStatus | null;
  since: PartialDate | null;
  response: Response | null;
  parties: Party[];
  /** Numbers of the Compact's objectives it concerns, in order. */
  objectives: string[];
};

/** What a list is narrowed to. Values nobody uses give an empty list. `item` covers everything below the item. */
export type CommitmentFilter = {
  kind?: string | undefined;
  /** Shows this review cycle, older or not; without it older cycles are left out unless `older` is set. */
  cycle?: string | undefined;
  older?: boolean | undefined;
  item?: string | undefined;
  organisation?: string | undefined;
  /** `none` finds those without any step on record. */
  status?: string | undefined;
  response?: string | undefined;
};

/** `-` turns the order round. */
export const orders = ['-made', 'made', 'title', '-title', 'ref', '-ref'] as const;
export type Order = (typeof orders)[number];
export type Slice = { order: Order; page: number; size: number; lang: Lang };

/** A review cycle with how many commitments of it are public; `older` when a later one took its place. */
export type Cycle = { cycle: string; commitments: number; older: boolean };

/** Joins the current step `s` of commitment `c`. */
export const step = sql`left join lateral current_step(c.id) s on true`;

/** The columns of CommitmentLine, of commitment `c` at step `s`. */
export const line = sql`c.ref, c.title, c.kind, c.instrument, c.cycle, c.made_on as made, c.response, s.status,
  s.on_date as since,
  coalesce((select jsonb_agg(jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym, 'role', p.role)
      order by array_position(array['maker', 'lead', 'supporting'], p.role), o.ref)
    from commitment_parties p join organisations o on o.id = p.organisation_id
    where p.commitment_id = c.id), '[]') as parties,
  array(select coalesce(up.code, i.code) from commitment_items ci join items i on i.id = ci.item_id
    join frameworks f on f.id = i.framework_id and f.ref = ${compact} left join items up on up.id = i.parent_id
    where ci.commitment_id = c.id and i.kind in ('objective', 'action')
    group by 1 order by min(coalesce(up.sort, i.sort))) as objectives`;

/** An item, the objectives of a cluster, and everything below them. */
const coveredBy = (item: string) => sql`
  select unnest(items_under(i.id)) from items i where i.ref = ${item} or i.id in (
    select x.from_item_id from crosswalks x join items k on k.id = x.to_item_id
    where k.ref = ${item} and k.kind = 'cluster')`;

function conditions(filter: CommitmentFilter, older: string[]): RawBuilder<unknown> {
  const { kind, cycle, item, organisation, status, response } = filter;
  const found = [sql`c.archived_at is null`];
  if (kind) found.push(sql`c.kind = ${kind}`);
  if (cycle) found.push(sql`coalesce(c.cycle, '') = ${cycle}`);
  else if (!filter.older && older.length) found.push(sql`not coalesce(c.cycle, '') = any(${older}::text[])`);
  if (response) found.push(sql`c.response = ${response}`);
  if (organisation)
    found.push(sql`c.id in (select p.commitment_id from commitment_parties p
      join organisations o on o.id = p.organisation_id where o.ref = ${organisation})`);
  if (item)
    found.push(sql`c.id = any(array(select ci.commitment_id from commitment_items ci
      where ci.item_id = any(array(${coveredBy(item)}))))`);
  if (status) found.push(status === 'none' ? sql`s.status is null` : sql`s.status = ${status}`);
  return sql.join(found, sql` and `);
}

function orderBy({ order, lang }: Slice): RawBuilder<unknown> {
  const direction = order.startsWith('-') ? sql`desc` : sql`asc`;
  const key = order.replace('-', '');
  if (key === 'title') {
    return sql`lower(coalesce(c.title ->> ${lang}, c.title ->> (c.title ->> 'source'))) ${direction}, c.ref`;
  }
  return key === 'ref' ? sql`c.ref ${direction}` : sql`c.made_on ${direction} nulls last, c.ref`;
}

/** The review cycles there are, the newest of a series first. */
export async function cycles(tx: Tx): Promise<Cycle[]> {
  const rows = await tx.db
    .selectFrom('commitment_tallies')
    .select((of) => ['cycle', of.fn.sum<number>('commitments').as('commitments')])
    .where('cycle', '<>', '')
    .groupBy('cycle')
    .orderBy('cycle', 'desc')
    .execute();
  const older = new Set(olderCycles(rows.map(({ cycle }) => cycle)));
  return rows.map((row) => ({ ...row, older: older.has(row.cycle) }));
}

/**
 * One page of the register and how many entries it has in all. A page beyond the end is the last one.
 * @param cycles as the query of that name gives them
 */
export async function list(
  tx: Tx,
  filter: CommitmentFilter,
  slice: Slice,
  cycles: readonly Cycle[] = [],
): Promise<{ rows: CommitmentLine[]; total: number; page: number }> {
  const older = cycles.filter((cycle) => cycle.older).map(({ cycle }) => cycle);
  const wanted = sql`from commitments c ${filter.status ? step : sql``} where ${conditions(filter, older)}`;
  // The first page is there whatever the total is: it is asked for together with it.
  const first = slice.page === 1 ? lines(tx, wanted, slice) : null;
  const [total, rows] = await Promise.all([count(tx, filter, wanted, older), first]);
  const { page } = pageOfList(slice.page, slice.size, total);
  return { rows: rows ?? (await lines(tx, wanted, { ...slice, page })), total, page };
}

/** The entries of one page: chosen first, then drawn, so that only these are looked up. */
async function lines(tx: Tx, wanted: RawBuilder<unknown>, slice: Slice): Promise<CommitmentLine[]> {
  const order = orderBy(slice);
  // As plain numbers, without an offset on the first page: a plan made for any limit and offset reads everything.
  const before = (slice.page - 1) * slice.size;
  const part = sql`limit ${sql.lit(slice.size)} ${before > 0 ? sql`offset ${before}` : sql``}`;
  const { rows } = await sql<CommitmentLine>`
    with wanted as materialized (
      select c.id ${wanted} order by ${order} ${part})
    select ${line} from wanted w join commitments c on c.id = w.id ${step} order by ${order}`.execute(tx.db);
  return rows;
}

/** Entries of a list: from the tallies where they hold the answer, so that it costs the same at any size. */
async function count(
  tx: Tx,
  filter: CommitmentFilter,
  wanted: RawBuilder<unknown>,
  older: string[],
): Promise<number> {
  const isNarrowed = [filter.kind, filter.item, filter.organisation, filter.response].some(Boolean);
  const counted = await (
    tx.viewer.kind === 'public' && !isNarrowed
      ? sql<{ total: number }>`select coalesce(sum(commitments), 0)::int as total from commitment_tallies
        where ${inCycles(filter, older)} and ${withStatus(filter.status)}`
      : sql<{ total: number }>`select count(*)::int as total ${wanted}`
  ).execute(tx.db);
  return counted.rows[0]?.total ?? 0;
}

function inCycles({ cycle, older: withOlder }: CommitmentFilter, older: string[]): RawBuilder<unknown> {
  if (cycle) return sql`cycle = ${cycle}`;
  return withOlder ? sql`true` : sql`not cycle = any(${older}::text[])`;
}

const withStatus = (status: string | undefined) =>
  status ? sql`status = ${status === 'none' ? '' : status}` : sql`true`;

/** The commitments that concern an item or anything below it, of all cycles, newest first. */
export async function forItem(tx: Tx, item: string, lang: Lang, most = 12): Promise<CommitmentLine[]> {
  const wanted = sql`from commitments c where ${conditions({ item, older: true }, [])}`;
  return lines(tx, wanted, { order: '-made', page: 1, size: most, lang });
}

/** How many commitments of the current cycles stand where (null: no step on record), and how many are older. */
export type Totals = {
  commitments: number;
  byStatus: { status: CommitmentStatus | null; commitments: number }[];
  older: number;
};

/**
 * What was promised, by current status: the numbers of the register as it opens.
 * @param cycles as the query of that name gives them
 */
export async function totals(tx: Tx, cycles: readonly Cycle[]): Promise<Totals> {
  const older = cycles.filter((cycle) => cycle.older).map(({ cycle }) => cycle);
  const { rows: summed } = await sql<{ totals: Totals }>`
    with counted as (select status, commitments, cycle = any(${older}::text[]) as older from commitment_tallies)
    select jsonb_build_object(
      'commitments', coalesce(sum(commitments) filter (where not older), 0),
      'older', coalesce(sum(commitments) filter (where older), 0),
      'byStatus', coalesce((select jsonb_agg(jsonb_build_object('status', nullif(status, ''), 'commitments', n)
          order by array_position(
            array['fulfilled', 'in-part', 'under-way', 'made', 'not-fulfilled', 'lapsed', ''], status))
        from (select status, sum(commitments) as n from counted where not older group by status) g), '[]')) as totals
    from counted`.execute(tx.db);
  return summed[0]?.totals ?? { commitments: 0, byStatus: [], older: 0 };
}

/** Organisations that stand behind some commitment, by name, for narrowing a list. */
export async function organisations(tx: Tx, lang: Lang): Promise<OrganisationName[]> {
  return tx.db
    .selectFrom('organisations as o')
    .select(['o.ref', 'o.name', 'o.acronym'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('commitment_parties as p')
          .select('p.role')
          .whereRef('p.organisation_id', '=', 'o.id'),
      ),
    )
    .orderBy(sql`lower(coalesce(o.name ->> ${lang}, o.name ->> (o.name ->> 'source')))`)
    .orderBy('o.ref')
    .execute();
}
