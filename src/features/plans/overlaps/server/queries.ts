import { sql, type RawBuilder } from 'kysely';
import { compact } from '#features/frameworks/rules.ts';
import { dimensions, nothing, type Dimension, type Narrowing } from '#features/plans/overlaps/schema.ts';
import { hasDuty } from '#lib/access.ts';
import type { PartialDate } from '#lib/dates.ts';
import { refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** The map and its flags are work of the secretariat. Throws refused. */
export function mayLook(tx: Tx): void {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused('overlaps');
}

/** The objectives of the Compact an action is for, by itself or by a commitment it carries: `action_id`, `key`. */
export const objectiveKeys = sql`
  select distinct x.action_id, coalesce(up.ref, i.ref) as key from (
      select action_id, item_id from action_items
      union select ac.action_id, ci.item_id from action_commitments ac
        join commitments c on c.id = ac.commitment_id and c.archived_at is null
        join commitment_items ci on ci.commitment_id = c.id) x
    join items i on i.id = x.item_id and i.kind in ('objective', 'action')
    join frameworks f on f.id = i.framework_id and f.ref = ${compact}
    left join items up on up.id = i.parent_id`;

/** Who leads an action or works on it. */
const organisationKeys = sql`
  select w.action_id, o.ref as key from (
      select id as action_id, organisation_id from actions
      union select action_id, organisation_id from action_partners) w
    join organisations o on o.id = w.organisation_id`;

/** Districts: a division stands for all of its own, an upazila for the one it lies in; a whole country for none. */
export const districtKeys = sql`
  select distinct ap.action_id, d.ref as key from action_places ap join places p on p.id = ap.place_id
    join places d on d.level = 'district' and (d.id = p.id or (p.level = 'division' and d.parent_id = p.id)
      or (p.level = 'upazila' and d.id = p.parent_id))`;

/** Years from the first to the last: an action without an end runs until today, one without a beginning has its last. */
const yearKeys = (today: string) => sql`
  select a.id as action_id, y::text as key from actions a
    cross join lateral (select extract(year from first_day(a.from_on))::int as first,
      extract(year from first_day(a.until_on) - 1)::int as last) s
    cross join lateral generate_series(coalesce(s.first, s.last),
      greatest(coalesce(s.last, extract(year from ${today}::date)::int), coalesce(s.first, s.last))) y
  where coalesce(s.first, s.last) is not null`;

const keysOf = (dimension: Dimension, today: string): RawBuilder<unknown> =>
  ({
    objective: objectiveKeys,
    organisation: organisationKeys,
    district: districtKeys,
    year: yearKeys(today),
  })[dimension];

/** Actions that stand and fit all that was chosen. */
function chosen(narrowing: Narrowing, today: string): RawBuilder<unknown> {
  const conditions = dimensions.flatMap((dimension) => {
    const key = narrowing[dimension];
    if (!key) return [];
    const keys = keysOf(dimension, today);
    return key === nothing
      ? [sql`not exists (select from (${keys}) k where k.action_id = a.id)`]
      : [sql`a.id in (select k.action_id from (${keys}) k where k.key = ${key})`];
  });
  return sql`select a.id from actions a where ${sql.join([sql`a.archived_at is null`, ...conditions], sql` and `)}`;
}

/** A row or column of the map. `name` is null for a year and for what says nothing. */
export type Head = { key: string; code: string | null; name: Translated | null; acronym: Translated | null };
export type Cell = { row: string; column: string; actions: number };
export type OverlapMap = {
  rows: Head[];
  columns: Head[];
  cells: Cell[];
  /** Rows and columns in all, those that say nothing aside, and how many of their cells are empty. */
  total: { rows: number; columns: number; empty: number };
  page: number;
  beside: number;
};

const noName = sql`null::jsonb`;

/** Everything that can stand at a side of the map, whether there is an action or not; years from first to last. */
const headsOf = (dimension: Dimension, today: string): RawBuilder<unknown> =>
  ({
    objective: sql`select i.ref as key, i.code, coalesce(i.short_title, i.title)::jsonb as name, ${noName} as acronym,
        lpad(i.sort::text, 9, '0') as place
      from items i join frameworks f on f.id = i.framework_id and f.ref = ${compact} where i.kind = 'objective'`,
    organisation: sql`select o.ref as key, null as code, o.name::jsonb as name, o.acronym::jsonb as acronym,
        lower(coalesce(o.name ->> 'en', o.name ->> 'bn')) as place
      from organisations o where o.archived_at is null and (
        o.ref in (select k.key from (${organisationKeys}) k join actions a on a.id = k.action_id and a.archived_at is null)
        or exists (select from commitment_parties p where p.organisation_id = o.id and p.role in ('maker', 'lead')))`,
    district: sql`select p.ref as key, null as code, p.name::jsonb as name, ${noName} as acronym,
        lower(coalesce(p.name ->> 'en', p.name ->> 'bn')) as place
      from places p where p.level = 'district' and p.archived_at is null`,
    year: sql`select y::text as key, y::text as code, ${noName} as name, ${noName} as acronym, y::text as place
      from (select min(k.key::int) as first, max(k.key::int) as last from (${yearKeys(today)}) k
        join actions a on a.id = k.action_id and a.archived_at is null) s
      cross join lateral generate_series(s.first, s.last) y`,
  })[dimension];

async function heads(tx: Tx, dimension: Dimension, today: string): Promise<Head[]> {
  const { rows } = await sql<Head>`select h.key, h.code, h.name, h.acronym
    from (${headsOf(dimension, today)}) h order by h.place, h.key`.execute(tx.db);
  return rows;
}

export type Asked = {
  rows: Dimension;
  columns: Dimension;
  narrowing: Narrowing;
  page: number;
  beside: number;
};
const size = { rows: 40, columns: 24 };

const cut = <Of>(all: readonly Of[], page: number, most: number) => all.slice((page - 1) * most, page * most);

/**
 * How many actions there are for each pair of rows and columns; a pair without any has no cell. What is chosen of the two
 * dimensions that are laid out is left aside. Throws refused.
 */
export async function map(tx: Tx, asked: Asked, today: string): Promise<OverlapMap> {
  mayLook(tx);
  const { rows: side, columns: top } = asked;
  const narrowing = { ...asked.narrowing, [side]: undefined, [top]: undefined };
  const { rows: cells } = await sql<Cell>`
    with chosen as materialized (${chosen(narrowing, today)})
    select coalesce(r.key, ${nothing}) as row, coalesce(c.key, ${nothing}) as column,
      count(distinct a.id)::int as actions
    from chosen a left join (${keysOf(side, today)}) r on r.action_id = a.id
      left join (${keysOf(top, today)}) c on c.action_id = a.id group by 1, 2`.execute(tx.db);
  const allRows = await heads(tx, side, today);
  const allColumns = await heads(tx, top, today);
  const known = (all: readonly Head[], key: string) => all.some((head) => head.key === key);
  const filled = cells.filter(({ row, column }) => known(allRows, row) && known(allColumns, column));
  const none = { key: nothing, code: null, name: null, acronym: null };
  const withNone = (all: Head[], of: 'row' | 'column') =>
    cells.some((cell) => cell[of] === nothing) ? [...all, none] : all;
  const sides = withNone(allRows, 'row');
  const tops = withNone(allColumns, 'column');
  const { page } = pageOfList(asked.page, size.rows, sides.length);
  const { page: beside } = pageOfList(asked.beside, size.columns, tops.length);
  return {
    rows: cut(sides, page, size.rows),
    columns: cut(tops, beside, size.columns),
    cells,
    total: {
      rows: sides.length,
      columns: tops.length,
      empty: allRows.length * allColumns.length - filled.length,
    },
    page,
    beside,
  };
}
export const mapSize = size;

/** What the two other dimensions can be narrowed to. Throws refused. */
export async function choices(
  tx: Tx,
  asked: readonly Dimension[],
  today: string,
): Promise<[Dimension, Head[]][]> {
  mayLook(tx);
  const others = dimensions.filter((dimension) => !asked.includes(dimension));
  const found: [Dimension, Head[]][] = [];
  for (const dimension of others) found.push([dimension, await heads(tx, dimension, today)]);
  return found;
}

/** An action as the lists of the map show it. */
export type Mapped = {
  ref: string;
  title: Translated;
  lead: Translated | null;
  from: PartialDate | null;
  until: PartialDate | null;
  districts: Translated[];
};

const mapped = sql`a.ref, a.title, a.from_on as "from", a.until_on as "until",
  (select o.name from organisations o where o.id = a.organisation_id) as lead,
  coalesce((select jsonb_agg(p.name order by p.ref) from action_places ap join places p on p.id = ap.place_id
    where ap.action_id = a.id), '[]') as districts`;

/** The actions behind a cell. Throws refused. */
export async function actions(
  tx: Tx,
  narrowing: Narrowing,
  { page: wanted, size: most, today }: { page: number; size: number; today: string },
): Promise<{ rows: Mapped[]; total: number; page: number }> {
  mayLook(tx);
  const found = chosen(narrowing, today);
  const counted = await sql<{ total: number }>`select count(*)::int as total from (${found}) c`.execute(
    tx.db,
  );
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(wanted, most, total);
  const { rows } = await sql<Mapped>`select ${mapped} from (${found}) c join actions a on a.id = c.id
    order by a.from_on nulls last, a.ref limit ${most} offset ${(page - 1) * most}`.execute(tx.db);
  return { rows, total, page };
}
