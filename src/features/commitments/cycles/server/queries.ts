import { sql } from 'kysely';
import { cycleSlug } from '#features/commitments/cycles/rules.ts';
import type { CommitmentStatus } from '#features/commitments/schema.ts';
import { line, step, type CommitmentLine } from '#features/commitments/server/queries.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A review cycle: what was promised in it, where that stands, and how much is said at it of earlier promises. */
export type CycleLine = {
  cycle: string;
  commitments: number;
  byStatus: { status: CommitmentStatus | null; commitments: number }[];
  statements: number;
};

/** Every cycle that something was promised in or is said at, as far as the viewer sees it. */
export async function list(tx: Tx): Promise<CycleLine[]> {
  const { rows } = await sql<CycleLine>`
    with promised as (
      select c.cycle, s.status, count(*)::int as commitments from commitments c ${step}
      where c.archived_at is null and c.cycle <> '' group by 1, 2),
    said as (
      select t.cycle, count(*)::int as statements from commitment_statements t
        join commitments c on c.id = t.commitment_id
      where t.archived_at is null and c.archived_at is null group by 1)
    select cycle, coalesce(p.commitments, 0) as commitments, coalesce(p.by_status, '[]') as "byStatus",
      coalesce(said.statements, 0) as statements
    from (select cycle, sum(commitments)::int as commitments, jsonb_agg(
        jsonb_build_object('status', status, 'commitments', commitments) order by array_position(
          array['fulfilled', 'in-part', 'under-way', 'made', 'not-fulfilled', 'lapsed'], status) nulls last) as by_status
      from promised group by 1) p
    full join said using (cycle) order by cycle desc`.execute(tx.db);
  return rows;
}

/** The cycle an address names. Throws notFound. */
export function named(cycles: readonly CycleLine[], slug: string): CycleLine {
  const found = cycles.find(({ cycle }) => cycleSlug(cycle) === slug);
  if (!found) throw notFound('cycles', slug);
  return found;
}

/** A commitment of a cycle with how far it has come and what the next forum hears of it. */
export type CycleEntry = CommitmentLine & {
  /** Its steps, the oldest first, as far as the way it has gone asks for them. */
  trail: { status: CommitmentStatus }[];
  actions: number;
  /** Sources of its steps. */
  sources: { ref: string; title: Translated }[];
  statement: { ref: string; text: Translated; on: PartialDate } | null;
};

const mostSources = 6;

const entry = (forum: string | null) => sql`
  coalesce((select jsonb_agg(jsonb_build_object('status', t.status) order by t.day, t.id)
    from commitment_statuses t where t.commitment_id = c.id and t.archived_at is null), '[]') as trail,
  (select count(*)::int from action_commitments ac join actions a on a.id = ac.action_id
    where ac.commitment_id = c.id and a.archived_at is null) as actions,
  coalesce((select jsonb_agg(jsonb_build_object('ref', x.ref, 'title', x.title)) from (
    select distinct e.ref, e.title::jsonb as title from commitment_statuses t
      join evidence_links l on l.kind = 'commitment_statuses' and l.ref = t.ref
      join evidence e on e.id = l.evidence_id and e.archived_at is null
    where t.commitment_id = c.id and t.archived_at is null order by e.ref limit ${mostSources}) x), '[]') as sources,
  (select jsonb_build_object('ref', t.ref, 'text', t.text, 'on', t.on_date) from commitment_statements t
    where t.commitment_id = c.id and t.cycle = ${forum} and t.archived_at is null
    order by t.day desc, t.id desc limit 1) as statement`;

/** The commitments of a cycle; `next` is the forum whose statements are told beside them. */
export async function promised(tx: Tx, cycle: string, next: string | null): Promise<CycleEntry[]> {
  const { rows } = await sql<CycleEntry>`
    select ${line}, ${entry(next)} from commitments c ${step}
    where c.cycle = ${cycle} and c.archived_at is null order by c.kind, c.made_on nulls last, c.ref`.execute(
    tx.db,
  );
  return rows;
}

/** What is said at a forum of commitments of other cycles. */
export async function said(tx: Tx, forum: string): Promise<CycleEntry[]> {
  const { rows } = await sql<CycleEntry>`
    select ${line}, ${entry(forum)} from commitments c ${step}
    where c.archived_at is null and c.cycle is distinct from ${forum} and exists (
      select from commitment_statements t
      where t.commitment_id = c.id and t.cycle = ${forum} and t.archived_at is null)
    order by c.cycle, c.made_on nulls last, c.ref`.execute(tx.db);
  return rows;
}
