import { sql, type RawBuilder } from 'kysely';
import { keyOf, reachedBy, type Edge, type Hop, type Key, type Node } from '#features/portal/chain/rules.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A table whose rows tie two records: the column with the id of each, and the word for it. */
type Tie = {
  table: string;
  from: [kind: string, column: string];
  to: [kind: string, column: string];
  hop: Hop;
  basis?: true;
};

const ties: readonly Tie[] = [
  { table: 'decisions', from: ['decisions', 'id'], to: ['meetings', 'meeting_id'], hop: 'came_of' },
  { table: 'action_points', from: ['action_points', 'id'], to: ['decisions', 'decision_id'], hop: 'came_of' },
  { table: 'action_points', from: ['action_points', 'id'], to: ['meetings', 'meeting_id'], hop: 'came_of' },
  {
    table: 'decision_actions',
    from: ['decisions', 'decision_id'],
    to: ['actions', 'action_id'],
    hop: 'led_to',
  },
  {
    table: 'decision_commitments',
    from: ['decisions', 'decision_id'],
    to: ['commitments', 'commitment_id'],
    hop: 'led_to',
  },
  {
    table: 'action_point_actions',
    from: ['action_points', 'action_point_id'],
    to: ['actions', 'action_id'],
    hop: 'serves',
  },
  {
    table: 'action_point_commitments',
    from: ['action_points', 'action_point_id'],
    to: ['commitments', 'commitment_id'],
    hop: 'serves',
  },
  {
    table: 'action_commitments',
    from: ['actions', 'action_id'],
    to: ['commitments', 'commitment_id'],
    hop: 'serves',
  },
  { table: 'actions', from: ['actions', 'id'], to: ['actions', 'parent_id'], hop: 'part_of' },
  { table: 'meetings', from: ['meetings', 'id'], to: ['meetings', 'parent_id'], hop: 'part_of' },
  {
    table: 'action_items',
    from: ['actions', 'action_id'],
    to: ['items', 'item_id'],
    hop: 'serves',
    basis: true,
  },
  {
    table: 'commitment_items',
    from: ['commitments', 'commitment_id'],
    to: ['items', 'item_id'],
    hop: 'serves',
    basis: true,
  },
  {
    table: 'indicator_items',
    from: ['indicators', 'indicator_id'],
    to: ['items', 'item_id'],
    hop: 'measures',
    basis: true,
  },
  {
    table: 'progress_reports',
    from: ['progress_reports', 'id'],
    to: ['actions', 'action_id'],
    hop: 'tells_of',
  },
  {
    table: 'indicator_actions',
    from: ['indicators', 'indicator_id'],
    to: ['actions', 'action_id'],
    hop: 'measures',
  },
  {
    table: 'indicator_commitments',
    from: ['indicators', 'indicator_id'],
    to: ['commitments', 'commitment_id'],
    hop: 'measures',
  },
  {
    table: 'commitment_links',
    from: ['commitments', 'commitment_id'],
    to: ['commitments', 'other_id'],
    hop: 'linked',
  },
];

/** Kinds of record that stand in the chain. */
export const chained: ReadonlySet<string> = new Set([
  ...ties.flatMap(({ from, to }) => [from[0], to[0]]),
  'stories',
]);

/** The links of one table that begin or end at one of `keys`; what the reader may not see is not there. */
function linksOf({ table, from, to, hop, basis }: Tie, keys: readonly Key[]): RawBuilder<Edge> | null {
  const refs = (kind: string) => keys.filter((key) => key.kind === kind).map(({ ref }) => ref);
  const [near, far] = [refs(from[0]), refs(to[0])];
  if (near.length + far.length === 0) return null;
  // A record that ties itself (a decision names its meeting) can be archived; a row of a link table cannot.
  const standing = from[1] === 'id' ? sql`and a.archived_at is null` : sql``;
  return sql<Edge>`
    select jsonb_build_object('kind', ${from[0]}::text, 'ref', a.ref) as "from",
      jsonb_build_object('kind', ${to[0]}::text, 'ref', b.ref) as "to", ${hop}::text as hop,
      ${basis ? sql`l.basis` : sql`null::text`} as basis
    from ${sql.table(table)} l join ${sql.table(from[0])} a on a.id = l.${sql.ref(from[1])}
      join ${sql.table(to[0])} b on b.id = l.${sql.ref(to[1])}
    where (a.ref = any(${near}::text[]) or b.ref = any(${far}::text[])) ${standing}`;
}

/** Kind and reference of each, as rows. */
const pairsOf = (keys: readonly Key[]) =>
  sql`select * from unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ ref }) => ref)}::text[])`;

const tellings = (keys: readonly Key[]) => sql<Edge>`
  select jsonb_build_object('kind', 'stories', 'ref', s.ref) as "from",
    jsonb_build_object('kind', c.kind, 'ref', c.ref) as "to", 'tells_of' as hop, null::text as basis
  from story_cites c join stories s on s.id = c.story_id and s.archived_at is null
  where c.kind = any(${[...chained]}::text[]) and (
    (c.kind, c.ref::text) in (${pairsOf(keys)})
    or s.ref = any(${keys.filter(({ kind }) => kind === 'stories').map(({ ref }) => ref)}::text[]))`;

async function edgesAt(tx: Tx, keys: readonly Key[]): Promise<Edge[]> {
  const parts = [...ties.map((tie) => linksOf(tie, keys)), tellings(keys)].filter((part) => part !== null);
  const { rows } = await sql<Edge>`select * from (${sql.join(parts, sql` union all `)}) e
    order by hop, "from" ->> 'ref', "to" ->> 'ref'`.execute(tx.db);
  return rows;
}

type Named = Pick<Node, 'kind' | 'ref' | 'title' | 'path' | 'itemKind'>;

async function named(tx: Tx, keys: readonly Key[]): Promise<Map<string, Named>> {
  const { rows } = await sql<Named>`
    select r.kind, r.ref, r.title, r.path, i.kind as "itemKind" from records r
      left join items i on r.kind = 'items' and i.ref = r.ref
    where not r.archived and (r.kind, r.ref::text) in (
      ${pairsOf(keys)})`.execute(tx.db);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** As far as anybody reads, and as much as fits on a page. */
const farthest = 5;
const mostNodes = 40;
/** Everything serves some objective, and a story tells of much: going on from there leads anywhere. */
const ends: ReadonlySet<string> = new Set(['items', 'stories']);

export type Chain = { nodes: Node[]; isCut: boolean };

/**
 * Every record that can be reached from one by at most five hops, nearest first, each with the hop that leads to it.
 * Throws notFound for a record that is not there, is archived, or does not stand in the chain.
 */
export async function chain(tx: Tx, start: Key): Promise<Chain> {
  const own = chained.has(start.kind) ? (await named(tx, [start])).get(keyOf(start)) : undefined;
  if (!own) throw notFound(start.kind, start.ref);
  const nodes = new Map<string, Node>([[keyOf(start), { ...own, distance: 0, by: null }]]);
  let frontier: Key[] = [start];
  for (let distance = 1; distance <= farthest && frontier.length > 0; distance += 1) {
    const edges = await edgesAt(tx, frontier);
    const found = reachedBy(new Set(frontier.map(keyOf)), edges, new Set(nodes.keys()));
    const names = await named(tx, [...found.values()]);
    frontier = [];
    for (const [key, { by }] of found) {
      const name = names.get(key);
      if (!name) continue;
      if (nodes.size === mostNodes) return { nodes: [...nodes.values()], isCut: true };
      nodes.set(key, { ...name, distance, by });
      if (!ends.has(name.kind)) frontier.push(name);
    }
  }
  return { nodes: [...nodes.values()], isCut: false };
}

type Broken = { title: Translated; path: string; lost: Translated; since: PartialDate };

/** So many broken links are named at a time. */
const mostBroken = 50;

/** The ends of a tie of which one stands and the other was archived. */
function brokenEnds({ table, from, to }: Tie): RawBuilder<unknown> {
  return sql`
    select case when a.archived_at is null then ${from[0]}::text else ${to[0]}::text end as kind,
      case when a.archived_at is null then a.ref else b.ref end as ref,
      case when a.archived_at is null then ${to[0]}::text else ${from[0]}::text end as lost_kind,
      case when a.archived_at is null then b.ref else a.ref end as lost_ref,
      coalesce(a.archived_at, b.archived_at) as lost_at
    from ${sql.table(table)} l join ${sql.table(from[0])} a on a.id = l.${sql.ref(from[1])}
      join ${sql.table(to[0])} b on b.id = l.${sql.ref(to[1])}
    where (a.archived_at is null) <> (b.archived_at is null)`;
}

/**
 * Links of the chain that lead to an archived record, and statements whose source or cited record was archived, for
 * the secretariat: it says where the link shall lead, or takes it out.
 */
export async function due(tx: Tx, { access }: Me): Promise<Due[]> {
  if (!access.duties.includes('secretariat')) return [];
  const sources = sql`select l.kind, l.ref, 'evidence', e.ref, e.archived_at from evidence_links l
    join evidence e on e.id = l.evidence_id where e.archived_at is not null`;
  const cites = sql`select 'stories', s.ref, c.kind, c.ref, r.updated_at from story_cites c
    join stories s on s.id = c.story_id join records r on r.kind = c.kind and r.ref = c.ref
    where r.archived and s.archived_at is null`;
  const { rows } = await sql<Broken>`
    with broken (kind, ref, lost_kind, lost_ref, lost_at) as (
      ${sql.join([...ties.map(brokenEnds), sources, cites], sql` union all `)})
    select r.title, r.path, l.title as lost, to_char(min(b.lost_at) at time zone 'UTC', 'YYYY-MM-DD') as since
    from broken b join records r on r.kind = b.kind and r.ref = b.ref and not r.archived
      join records l on l.kind = b.lost_kind and l.ref = b.lost_ref
    group by r.kind, r.ref, r.title, r.path, l.kind, l.ref, l.title
    order by since, r.kind, r.ref, l.kind, l.ref limit ${mostBroken}`.execute(tx.db);
  return rows.map(({ title, path, lost, since }) => ({
    kind: 'link_broken',
    title,
    path,
    due: null,
    since,
    ground: 'secretariat' as const,
    within: lost,
    detail: 'link_broken_detail' as const,
  }));
}
