import { sql } from 'kysely';
import { compact, itemPath, type Tally } from '#features/frameworks/rules.ts';
import type { ItemKind } from '#features/frameworks/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Basis } from '#lib/record.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';

/** How an item of a framework is named wherever it appears. `path` has no language in front. */
export type ItemName = {
  ref: string;
  framework: string;
  kind: ItemKind;
  code: string;
  title: Translated;
  shortTitle: Translated | null;
  path: string;
};

/** An item and what the link to it rests on. `frameworkName` is the short name where there is one. */
export type LinkedItem = ItemName & { basis: Basis; frameworkName: Translated };

export type ObjectiveLine = {
  ref: string;
  code: string;
  title: Translated;
  shortTitle: Translated | null;
  tally: Tally;
};
export type Cluster = {
  ref: string;
  code: string;
  title: Translated;
  note: Translated | null;
  objectives: ObjectiveLine[];
};
/** How many objectives there are, and how many of them have reached each stage of the way. */
export type OverviewTotals = { objectives: number; promised: number; planned: number; proved: number };
export type Overview = { totals: OverviewTotals; clusters: Cluster[]; unclustered: ObjectiveLine[] };

const tally = sql`jsonb_build_object('commitments', coalesce(t.commitments, 0), 'made', coalesce(t.made, 0),
  'underWay', coalesce(t.under_way, 0), 'inPart', coalesce(t.in_part, 0), 'fulfilled', coalesce(t.fulfilled, 0),
  'notFulfilled', coalesce(t.not_fulfilled, 0), 'lapsed', coalesce(t.lapsed, 0), 'actions', coalesce(t.actions, 0),
  'indicators', coalesce(t.indicators, 0), 'evidence', coalesce(t.evidence, 0))`;

/** The round table of the review forum that takes an objective `o` up. */
const clusterOfObjective = sql`
  left join lateral (
    select c.* from crosswalks x join items c on c.id = x.to_item_id
    where x.from_item_id = o.id and c.kind = 'cluster' order by c.sort limit 1) c on true`;

/** The objectives of the Compact in their clusters, with what is on record for each. One statement. */
export async function overview(tx: Tx): Promise<Overview> {
  type Row = ObjectiveLine & { cluster: Omit<Cluster, 'objectives'> | null; totals: OverviewTotals };
  const { rows } = await sql<Row>`
    select o.ref, o.code, o.title, o.short_title as "shortTitle", ${tally} as tally,
      case when c.id is not null
        then jsonb_build_object('ref', c.ref, 'code', c.code, 'title', c.title, 'note', c.note) end as cluster,
      jsonb_build_object('objectives', count(*) over (),
        'promised', count(*) filter (where t.commitments > 0) over (),
        'planned', count(*) filter (where t.commitments > 0 and t.actions > 0) over (),
        'proved', count(*) filter (where t.evidence > 0) over ()) as totals
    from items o join frameworks f on f.id = o.framework_id
      left join item_tallies t on t.item_id = o.id ${clusterOfObjective}
    where f.ref = ${compact} and o.kind = 'objective' and o.archived_at is null
    order by c.sort nulls last, o.sort`.execute(tx.db);
  const byCluster = Map.groupBy(rows, ({ cluster }) => cluster?.ref ?? '');
  const groups = [...byCluster.values()].map((lines) => ({
    cluster: lines[0]?.cluster ?? null,
    objectives: lines.map(({ cluster: _cluster, totals: _totals, ...line }) => line),
  }));
  return {
    totals: rows[0]?.totals ?? { objectives: 0, promised: 0, planned: 0, proved: 0 },
    clusters: groups.flatMap(({ cluster, objectives }) => (cluster ? [{ ...cluster, objectives }] : [])),
    unclustered: groups.flatMap(({ cluster, objectives }) => (cluster ? [] : objectives)),
  };
}

/** A lettered action of an objective: one of a menu, never a duty. */
export type MenuAction = { ref: string; code: string; title: Translated; note: Translated | null };

export type Objective = ObjectiveLine & {
  about: About;
  locator: string | null;
  cluster: { code: string; title: Translated } | null;
  /** Codes of its neighbours. */
  before: string | null;
  after: string | null;
  actions: MenuAction[];
  links: LinkedItem[];
};

type ItemRow = Omit<ItemName, 'path'> & { parent: string | null };
const addressed = <Row extends ItemRow>({ parent, ...row }: Row) => ({
  ...row,
  path: itemPath({ ...row, parent }),
});

const itemName = sql`'ref', i.ref, 'framework', g.ref, 'kind', i.kind, 'code', i.code, 'title', i.title,
  'shortTitle', i.short_title, 'parent', p.ref`;

/** Items of other frameworks that item `o` is linked to, in either direction. */
const linksOfItem = sql`
  coalesce((select jsonb_agg(jsonb_build_object(${itemName}, 'basis', x.basis,
      'frameworkName', coalesce(g.acronym, g.name)) order by g.sort, i.kind, i.sort, i.ref)
    from crosswalks x join items i on i.id in (x.from_item_id, x.to_item_id) and i.id <> o.id
      join frameworks g on g.id = i.framework_id left join items p on p.id = i.parent_id
    where o.id in (x.from_item_id, x.to_item_id) and i.kind <> 'cluster' and i.archived_at is null), '[]')`;

/** One objective of the Compact with its actions and links, by its number. One statement. Throws notFound. */
export async function objective(tx: Tx, code: string): Promise<Objective> {
  type Row = Omit<Objective, 'about' | 'links'> & { links: (ItemRow & LinkedItem)[] };
  const { rows } = await sql<Row & Parameters<typeof aboutOf>[0]>`
    select o.ref, o.code, o.title, o.short_title as "shortTitle", o.locator, o.version, o.updated_at, o.archived_at,
      o.note, ${tally} as tally,
      case when c.id is not null then jsonb_build_object('code', c.code, 'title', c.title) end as cluster,
      (select b.code from items b where b.framework_id = o.framework_id and b.kind = o.kind and b.sort < o.sort
        order by b.sort desc limit 1) as before,
      (select b.code from items b where b.framework_id = o.framework_id and b.kind = o.kind and b.sort > o.sort
        order by b.sort limit 1) as after,
      coalesce((select jsonb_agg(jsonb_build_object('ref', a.ref, 'code', a.code, 'title', a.title, 'note', a.note)
          order by a.sort) from items a where a.parent_id = o.id and a.archived_at is null), '[]') as actions,
      ${linksOfItem} as links
    from items o join frameworks f on f.id = o.framework_id
      left join item_tallies t on t.item_id = o.id ${clusterOfObjective}
    where f.ref = ${compact} and o.kind = 'objective' and o.code = ${code}`.execute(tx.db);
  const row = rows[0];
  if (!row) throw notFound('items', code);
  const { version, updated_at, archived_at, note, links, ...objective } = row;
  return {
    ...objective,
    links: links.map(addressed),
    about: aboutOf({ ref: row.ref, version, updated_at, archived_at, note }),
  };
}

export type FrameworkLine = {
  ref: string;
  name: Translated;
  acronym: Translated | null;
  summary: Translated | null;
  adopted: PartialDate | null;
};

const frameworkColumns = ['ref', 'name', 'acronym', 'summary', 'adopted_on as adopted'] as const;

/** The frameworks commitments are measured by, in their order. */
export async function list(tx: Tx): Promise<FrameworkLine[]> {
  return tx.db
    .selectFrom('frameworks')
    .select(frameworkColumns)
    .where('archived_at', 'is', null)
    .orderBy('sort')
    .orderBy('ref')
    .execute();
}

/** An item on the page of its framework. `parent` is a reference; `commitments` counts those on record for it. */
export type FrameworkItem = ItemName & {
  parent: string | null;
  locator: string | null;
  note: Translated | null;
  commitments: number;
  links: LinkedItem[];
};
export type Framework = FrameworkLine & { about: About; items: FrameworkItem[] };

type FrameworkItemRow = Omit<FrameworkItem, 'links' | 'path'> & { links: (ItemRow & LinkedItem)[] };

/** The items of a framework in their order, children anywhere after their parents; `kind` narrows. */
async function items(tx: Tx, framework: string, kind?: ItemKind): Promise<FrameworkItem[]> {
  const { rows } = await sql<FrameworkItemRow>`
    select o.ref, f.ref as framework, o.kind, o.code, o.title, o.short_title as "shortTitle", o.locator, o.note,
      up.ref as parent, coalesce(t.commitments, 0) as commitments, ${linksOfItem} as links
    from items o join frameworks f on f.id = o.framework_id
      left join items up on up.id = o.parent_id left join item_tallies t on t.item_id = o.id
    where f.ref = ${framework} and o.archived_at is null and not (o.kind = 'action' and f.ref = ${compact})
      ${kind ? sql`and o.kind = ${kind}` : sql``}
    order by up.sort nulls first, o.kind, o.sort, o.ref`.execute(tx.db);
  return rows.map((row) => ({ ...row, path: itemPath(row), links: row.links.map(addressed) }));
}

/** One framework with its items; the lettered actions of the Compact are on their objectives. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Framework> {
  const row = await tx.db
    .selectFrom('frameworks')
    .select(frameworkColumns)
    .select(['version', 'updated_at', 'archived_at', 'note'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (!row) throw notFound('frameworks', ref);
  const { version, updated_at, archived_at, note, ...line } = row;
  const about = aboutOf({ ref, version, updated_at, archived_at, note });
  return { ...line, about, items: await items(tx, ref) };
}

/** The guiding principles of the Compact, in their order. */
export async function principles(tx: Tx): Promise<FrameworkItem[]> {
  return items(tx, compact, 'principle');
}

/** The clusters and objectives a list can be narrowed to, in their order. */
export async function choices(tx: Tx): Promise<Omit<ItemName, 'path' | 'framework'>[]> {
  return tx.db
    .selectFrom('items as i')
    .innerJoin('frameworks as f', 'f.id', 'i.framework_id')
    .select(['i.ref', 'i.kind', 'i.code', 'i.title', 'i.short_title as shortTitle'])
    .where('f.ref', '=', compact)
    .where('i.kind', 'in', ['cluster', 'objective'])
    .where('i.archived_at', 'is', null)
    .orderBy('i.kind')
    .orderBy('i.sort')
    .execute();
}

/** An item by its reference, as lists that are narrowed to it name it; null when there is none. */
export async function itemNamed(tx: Tx, ref: string): Promise<ItemName | null> {
  const row = await tx.db
    .selectFrom('items as i')
    .innerJoin('frameworks as f', 'f.id', 'i.framework_id')
    .leftJoin('items as p', 'p.id', 'i.parent_id')
    .select(['i.ref', 'f.ref as framework', 'i.kind', 'i.code', 'i.title', 'i.short_title as shortTitle'])
    .select('p.ref as parent')
    .where('i.ref', '=', ref)
    .executeTakeFirst();
  return row ? addressed(row) : null;
}
