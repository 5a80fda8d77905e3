import { sql, type RawBuilder } from 'kysely';
import type { BodyName } from '#features/bodies/server/queries.ts';
import type { DecisionStatus } from '#features/meetings/decisions/rules.ts';
import type { DecisionKind } from '#features/meetings/schema.ts';
import { standingOn, type ActionLine } from '#features/plans/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { aboutOf, type About } from '#lib/server/history/about.ts';
import type { Translated } from '#lib/translated.ts';
import { pageOfList } from '#lib/ui/paging.ts';

type Titled = { ref: string; title: Translated };

/** What a body decided, arranged or discussed, and what that led to. */
export type Decision = {
  ref: string;
  /** Its number within its body and year, from 1; null for what was only discussed. */
  number: number | null;
  status: DecisionStatus;
  /** The day it was carried out on, as exactly as it is known. */
  carriedOut: PartialDate | null;
  supersededBy: { ref: string; wording: Translated } | null;
  wording: Translated;
  kind: DecisionKind;
  decidedOn: PartialDate;
  body: BodyName;
  meeting: (Titled & { from: PartialDate; until: PartialDate | null }) | null;
  /** Reference of the agenda item it came of. */
  agendaItem: string | null;
  note: Translated | null;
  actions: Titled[];
  commitments: Titled[];
};

export type DecisionFilter = {
  body?: string | undefined;
  meeting?: string | undefined;
  kind?: string | undefined;
  /** "2023" */
  year?: string | undefined;
  status?: DecisionStatus | undefined;
};

/** One of the statuses of rules.ts, as it follows from the row. */
const status = sql<DecisionStatus>`case when d.kind = 'discussion' then 'discussed'
  when d.superseded_by_id is not null then 'superseded'
  when d.carried_out_on is not null then 'carried-out' else 'in-force' end`;

const columns = sql`
  d.ref, d.wording, d.kind, d.decided_on as "decidedOn", d.note, a.ref as "agendaItem",
  jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym) as body,
  case when m.id is not null then
    jsonb_build_object('ref', m.ref, 'title', m.title, 'from', m.from_on, 'until', m.until_on) end as meeting,
  d.number, d.carried_out_on as "carriedOut", ${status} as status,
  (select jsonb_build_object('ref', n.ref, 'wording', n.wording) from decisions n where n.id = d.superseded_by_id)
    as "supersededBy",
  coalesce((select jsonb_agg(jsonb_build_object('ref', t.ref, 'title', t.title) order by t.ref)
    from decision_actions l join actions t on t.id = l.action_id where l.decision_id = d.id), '[]') as actions,
  coalesce((select jsonb_agg(jsonb_build_object('ref', t.ref, 'title', t.title) order by t.ref)
    from decision_commitments l join commitments t on t.id = l.commitment_id
    where l.decision_id = d.id), '[]') as commitments`;

const tables = sql`decisions d join bodies b on b.id = d.body_id
  left join meetings m on m.id = d.meeting_id left join agenda_items a on a.id = d.agenda_item_id`;

function conditionsOf({ body, meeting, kind, year, status: asked }: DecisionFilter): RawBuilder<unknown> {
  const conditions = [sql`d.archived_at is null`];
  if (body) conditions.push(sql`b.ref = ${body}`);
  if (meeting) conditions.push(sql`m.ref = ${meeting}`);
  if (kind) conditions.push(sql`d.kind = ${kind}`);
  if (asked) conditions.push(sql`${status} = ${asked}`);
  if (year) conditions.push(sql`left(d.decided_on, 4) = ${year}`);
  return sql.join(conditions, sql` and `);
}

/** A page of decisions by date; those of one meeting in the order of its agenda. */
export async function list(
  tx: Tx,
  filter: DecisionFilter,
  { sort, page: asked = 1, size }: { sort: 'date' | '-date'; page?: number; size: number },
): Promise<{ rows: Decision[]; total: number; page: number }> {
  const counted = await sql<{ total: number }>`
    select count(*) as total from ${tables} where ${conditionsOf(filter)}`.execute(tx.db);
  const total = counted.rows[0]?.total ?? 0;
  const { page } = pageOfList(asked, size, total);
  const direction = sort === 'date' ? sql`asc` : sql`desc`;
  const found = await sql<Decision>`select ${columns} from ${tables} where ${conditionsOf(filter)}
    order by first_day(d.decided_on) ${direction}, m.ref nulls last, a.position nulls last, d.id
    limit ${size} offset ${(page - 1) * size}`.execute(tx.db);
  return { rows: found.rows, total, page };
}

/** How many decisions are in force in each body that has any, by its reference. */
export async function inForceByBody(
  tx: Tx,
  filter: Pick<DecisionFilter, 'body'>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ body: string; n: number }>`
    select b.ref as body, count(*)::int as n from ${tables}
    where ${conditionsOf({ ...filter, status: 'in-force' })} group by b.ref`.execute(tx.db);
  return new Map(rows.map(({ body, n }) => [body, n]));
}

/** The years in which something was decided, latest first. */
export async function years(tx: Tx): Promise<string[]> {
  const found = await sql<{ year: string }>`
    select distinct left(decided_on, 4) as year from decisions where archived_at is null
    order by year desc`.execute(tx.db);
  return found.rows.map(({ year }) => year);
}

/** One decision. Throws notFound. */
export async function get(tx: Tx, ref: string): Promise<Decision & { about: About }> {
  const found = await sql<
    Decision & Pick<About, 'version'> & { updated_at: Date; archived_at: Date | null }
  >`select ${columns}, d.version, d.updated_at, d.archived_at from ${tables} where d.ref = ${ref}`.execute(
    tx.db,
  );
  const row = found.rows[0];
  if (!row) throw notFound('decisions', ref);
  const { version, updated_at, archived_at, ...decision } = row;
  return {
    ...decision,
    about: aboutOf({ ref, version, updated_at, archived_at, note: row.note }),
  };
}

/** What a body is to do: the first of its actions, each once, parts of another action of its own left out. */
export async function actionsOf(
  tx: Tx,
  body: string,
  { today, most }: { today: string; most: number },
): Promise<ActionLine[]> {
  const found = await sql<ActionLine>`
    select a.ref, a.title, a.from_on as "from", a.until_on as until, ${standingOn(today)} as standing,
      jsonb_build_object('ref', b.ref, 'name', b.name, 'acronym', b.acronym) as body,
      (select jsonb_build_object('ref', o.ref, 'name', o.name, 'acronym', o.acronym)
        from organisations o where o.id = a.organisation_id) as organisation,
      (select count(*) from action_commitments c where c.action_id = a.id) as commitments,
      (select count(*) from actions k where k.parent_id = a.id and k.archived_at is null) as parts
    from actions a join bodies b on b.id = a.body_id left join actions u on u.id = a.parent_id
    where b.ref = ${body} and a.archived_at is null and u.body_id is distinct from a.body_id
    order by a.from_on desc nulls last, a.sort, a.ref limit ${most}`.execute(tx.db);
  return found.rows;
}
