import { sql, type RawBuilder } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { SeatRole } from '#features/bodies/seats/rules.ts';
import { isOpen, isOverdue } from '#features/meetings/action-points/rules.ts';
import { pointStatuses, type OwnerKind, type PointStatus } from '#features/meetings/action-points/schema.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

/** Who took a point on. For a seat the name is that of its organisation, with the seat's role and who sits in it. */
export type Owner = {
  kind: OwnerKind;
  ref: string;
  name: Translated;
  acronym: Translated | null;
  /** The organisation's or person's page. */
  path: string;
  role: SeatRole | null;
};

type Titled = { ref: string; title: Translated };

/** An action point as it stands on the day that was asked for. */
export type ActionPoint = {
  ref: string;
  task: Translated;
  body: BodyName;
  /** Null where the reader may not see who it is. */
  owner: Owner | null;
  meeting: Titled | null;
  decision: { ref: string; wording: Translated } | null;
  agreed: PartialDate;
  due: PartialDate | null;
  status: PointStatus;
  /** The day its status was reported for; null while nothing was reported. */
  since: string | null;
  overdue: boolean;
};

export type PointFilter = {
  body?: string | undefined;
  meeting?: string | undefined;
  decision?: string | undefined;
  commitment?: string | undefined;
  action?: string | undefined;
  /** Of the organisation itself and of the seats it holds. */
  organisation?: string | undefined;
  person?: string | undefined;
  /** A status, `unfinished` (open or under way) or `overdue`. */
  state?: PointStatus | 'unfinished' | 'overdue' | undefined;
};

/** How far point `p` is by those of its steps `s` that count: the last one made. Without one it is open. */
export const statusBy = (counts: RawBuilder<unknown>) => sql<PointStatus>`coalesce((
  select s.status from action_point_steps s where s.action_point_id = p.id and ${counts}
  order by s.number desc limit 1), 'open')`;

/** How far point `p` is on a day. */
export const statusOn = (day: string) => statusBy(sql`s.on_day <= ${day}::date`);

/** As isOpen in rules.ts has it. */
export const isUnfinished = (status: RawBuilder<PointStatus>) =>
  sql<boolean>`${status} in ('open', 'under-way')`;

/** Is the time of point `p` over on a day? The first day after everything the date it is due on can mean. */
export const isPast = (day: string | RawBuilder<string>) =>
  sql<boolean>`coalesce(day_after(p.due_on) <= ${day}::date, false)`;

const owner = sql`case
  when z.id is not null then jsonb_build_object('kind', 'seat', 'ref', z.ref, 'role', z.role,
    'name', zo.name, 'acronym', zo.acronym, 'path', '/organisations/' || zo.ref)
  when o.id is not null then jsonb_build_object('kind', 'organisation', 'ref', o.ref, 'role', null,
    'name', o.name, 'acronym', o.acronym, 'path', '/organisations/' || o.ref)
  when q.id is not null then jsonb_build_object('kind', 'person', 'ref', q.ref, 'role', null,
    'name', q.name, 'acronym', null, 'path', '/people/' || q.ref) end`;

const columnsOn = (day: string) => sql`
  p.ref, p.task, p.agreed_on as agreed, p.due_on as due, ${owner} as owner,
  jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym) as body,
  case when m.id is not null then jsonb_build_object('ref', m.ref, 'title', m.title) end as meeting,
  case when d.id is not null then jsonb_build_object('ref', d.ref, 'wording', d.wording) end as decision,
  ${statusOn(day)} as status,
  (select s.on_day from action_point_steps s where s.action_point_id = p.id and s.on_day <= ${day}::date
    order by s.number desc limit 1) as since`;

const tables = sql`action_points p join bodies b on b.id = p.body_id
  left join meetings m on m.id = p.meeting_id left join decisions d on d.id = p.decision_id
  left join seats z on z.id = p.owner_seat_id left join organisations zo on zo.id = z.organisation_id
  left join organisations o on o.id = p.owner_organisation_id left join people q on q.id = p.owner_person_id`;

/** As isOverdue in rules.ts has it. */
const overdueOn = (day: string) => sql<boolean>`(${isUnfinished(statusOn(day))} and ${isPast(day)})`;

/** What each part of a filter asks of point `p`. */
function conditionsOf({ state, ...filter }: PointFilter, day: string): RawBuilder<unknown> {
  const asked: Record<keyof typeof filter, (ref: string) => RawBuilder<unknown>> = {
    body: (ref) => sql`b.ref = ${ref}`,
    meeting: (ref) => sql`m.ref = ${ref}`,
    decision: (ref) => sql`d.ref = ${ref}`,
    organisation: (ref) => sql`(o.ref = ${ref} or zo.ref = ${ref})`,
    person: (ref) => sql`(q.ref = ${ref} or exists (
      select from seat_holders h join people x on x.id = h.person_id
      where h.seat_id = z.id and x.ref = ${ref} and coalesce(first_day(h.from_on) <= ${day}::date, true)
        and coalesce(first_day(h.until_on) > ${day}::date, true)))`,
    commitment: (ref) => sql`p.id in (select l.action_point_id from action_point_commitments l
      join commitments c on c.id = l.commitment_id where c.ref = ${ref})`,
    action: (ref) => sql`p.id in (select l.action_point_id from action_point_actions l
      join actions a on a.id = l.action_id where a.ref = ${ref})`,
  };
  const conditions = (Object.keys(asked) as (keyof typeof asked)[]).flatMap((name) => {
    const ref = filter[name];
    return ref ? [asked[name](ref)] : [];
  });
  return sql.join([sql`p.archived_at is null`, ...conditions, ...stateOf(state, day)], sql` and `);
}

function stateOf(state: PointFilter['state'], day: string): RawBuilder<unknown>[] {
  if (!state) return [];
  if (state === 'overdue') return [overdueOn(day)];
  if (state === 'unfinished') return [isUnfinished(statusOn(day))];
  return [sql`${statusOn(day)} = ${state}`];
}

type Row = Omit<ActionPoint, 'overdue'>;
const marked = <T extends Row>(row: T, day: string): T & { overdue: boolean } => ({
  ...row,
  overdue: isOverdue(row, day),
});

/** A page of action points as they stand on a day: what is due first comes first, what has no date last. */
export async function list(
  tx: Tx,
  filter: PointFilter,
  { today, page: asked = 1, size }: { today: string; page?: number; size: number },
): Promise<{ rows: ActionPoint[]; total: number; page: number }> {
  const counted = await sql<{ total: number }>`
    select count(*) as total from ${tables} where ${conditionsOf(filter, today)}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(asked, size, total);
  const found = await sql<Row>`select ${columnsOn(today)} from ${tables} where ${conditionsOf(filter, today)}
    order by ${statusOn(today)} in ('done', 'dropped'), day_after(p.due_on) nulls last, p.agreed_on, p.id
    limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows: found.rows.map((row) => marked(row, today)), total, page };
}

export type BoardColumn = { status: PointStatus; points: ActionPoint[]; total: number };

/** Action points in a column for each status, the first of each as `list` orders them. */
export async function board(
  tx: Tx,
  filter: Omit<PointFilter, 'state'>,
  { today, size }: { today: string; size: number },
): Promise<BoardColumn[]> {
  const columns: BoardColumn[] = [];
  for (const status of pointStatuses) {
    const { rows, total } = await list(tx, { ...filter, state: status }, { today, size });
    columns.push({ status, points: rows, total });
  }
  return columns;
}

export type Step = {
  number: number;
  status: PointStatus;
  on: string;
  comment: Translated | null;
  /** Where the proof is: an address on the web. */
  proof: string | null;
};

export type ActionPointPage = ActionPoint & {
  about: About;
  agendaItem: string | null;
  actions: Titled[];
  commitments: Titled[];
  /** The latest first. */
  steps: Step[];
};

/** One action point with how it came to stand where it does. Throws notFound. */
export async function get(tx: Tx, ref: string, today: string): Promise<ActionPointPage> {
  const linked = (table: string, kind: string, column: string) => sql`coalesce((
    select jsonb_agg(jsonb_build_object('ref', t.ref, 'title', t.title) order by t.ref) from ${sql.table(table)} l
    join ${sql.table(kind)} t on t.id = l.${sql.ref(column)} where l.action_point_id = p.id), '[]')`;
  const found = await sql<
    Omit<ActionPointPage, 'overdue' | 'about'> & {
      version: number;
      updated_at: Date;
      archived_at: Date | null;
      note: Translated | null;
    }
  >`select ${columnsOn(today)}, p.version, p.updated_at, p.archived_at, p.note,
    (select g.ref from agenda_items g where g.id = p.agenda_item_id) as "agendaItem",
    ${linked('action_point_actions', 'actions', 'action_id')} as actions,
    ${linked('action_point_commitments', 'commitments', 'commitment_id')} as commitments,
    coalesce((select jsonb_agg(jsonb_build_object('number', s.number, 'status', s.status, 'on', s.on_day,
      'comment', s.comment, 'proof', s.proof) order by s.number desc) from action_point_steps s where s.action_point_id = p.id), '[]')
      as steps
    from ${tables} where p.ref = ${ref}`.execute(tx.db);
  const row = found.rows[0];
  if (!row) throw notFound('action_points', ref);
  const { version, updated_at, archived_at, note, ...point } = row;
  return { ...marked(point, today), about: aboutOf({ ref, version, updated_at, archived_at, note }) };
}

/** May whoever asks say how far a point is? The database holds the same when it is said. */
export async function mayReport(tx: Tx, ref: string): Promise<boolean> {
  if (tx.viewer.kind === 'public') return false;
  const { rows } = await sql<{ may: boolean }>`
    select may_report(id) as may from action_points where ref = ${ref} and archived_at is null`.execute(
    tx.db,
  );
  return rows[0]?.may ?? false;
}

export type PointCounts = Record<PointStatus | 'unfinished' | 'overdue', number>;

type Counted = { body: string; status: PointStatus; n: number; overdue: number };

async function counted(tx: Tx, filter: PointFilter, today: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select body, status, count(*)::int as n, (count(*) filter (where late))::int as overdue from (
      select b.ref as body, ${statusOn(today)} as status, ${overdueOn(today)} as late
      from ${tables} where ${conditionsOf({ ...filter, state: undefined }, today)}) c group by body, status`.execute(
    tx.db,
  );
  return rows;
}

function tallied(rows: readonly Counted[]): PointCounts {
  const all: PointCounts = { open: 0, 'under-way': 0, done: 0, dropped: 0, unfinished: 0, overdue: 0 };
  for (const { status, n, overdue } of rows) {
    all[status] += n;
    if (isOpen(status)) all.unfinished += n;
    all.overdue += overdue;
  }
  return all;
}

export const noPoints: Readonly<PointCounts> = tallied([]);

/** How many points there are in each status, how many are not finished, and how many of those are overdue. */
export async function counts(tx: Tx, filter: PointFilter, today: string): Promise<PointCounts> {
  return tallied(await counted(tx, filter, today));
}

/** The same for each body that has any, by its reference. */
export async function countsByBody(
  tx: Tx,
  filter: PointFilter,
  today: string,
): Promise<Map<string, PointCounts>> {
  const byBody = Map.groupBy(await counted(tx, filter, today), ({ body }) => body);
  return new Map([...byBody].map(([body, rows]) => [body, tallied(rows)]));
}

/** The organisations that took something on, themselves or by a seat, by name. */
export async function owners(tx: Tx): Promise<OrganisationName[]> {
  const { rows } = await sql<OrganisationName>`
    select o.ref, o.name, o.acronym from organisations o where o.id in (
      select coalesce(p.owner_organisation_id, z.organisation_id) from action_points p
      left join seats z on z.id = p.owner_seat_id where p.archived_at is null)
    order by coalesce(o.acronym, o.name) ->> 'en', o.ref`.execute(tx.db);
  return rows;
}
