import { sql } from 'kysely';
import { approvingStep, type Part } from '#features/rounds/progress-reports/policy.ts';
import type { ReportStep } from '#features/rounds/progress-reports/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

export type Round = {
  id: number;
  ref: string;
  title: Translated;
  plan: { ref: string; title: Translated; body: string | null };
  from: PartialDate;
  until: PartialDate;
  opens: string;
  due: string;
  grace: number;
  levels: number;
};

const roundColumns = sql`r.id, r.ref, r.title, r.from_on as from, r.until_on as until, r.opens_on as opens,
  r.due_on as due, r.grace_days as grace, r.levels,
  jsonb_build_object('ref', l.ref, 'title', l.title, 'body', (select b.ref from bodies b where b.id = l.body_id)) as plan`;

/** One round. Throws notFound. */
export async function round(tx: Tx, ref: string): Promise<Round> {
  const { rows } = await sql<Round>`
    select ${roundColumns} from rounds r join plans l on l.id = r.plan_id
    where r.ref = ${ref} and r.archived_at is null`.execute(tx.db);
  if (!rows[0]) throw notFound('rounds', ref);
  return rows[0];
}

/** The rounds of a plan, the newest first. */
export async function roundsOf(tx: Tx, plan: string): Promise<Round[]> {
  const { rows } = await sql<Round>`
    select ${roundColumns} from rounds r join plans l on l.id = r.plan_id
    where l.ref = ${plan} and r.archived_at is null and r.published_at is not null
    order by r.due_on desc, r.ref`.execute(tx.db);
  return rows;
}

/** A line of the board: a report the asker sees, whether it is late, and what they can do with it. */
export type Line = {
  ref: string;
  version: number;
  action: { ref: string; title: Translated };
  organisation: { ref: string; name: Translated };
  step: ReportStep;
  stepAt: Date | null;
  late: boolean;
  /** Until when an exception lets the organisation write. */
  until: string | null;
  part: Part;
};

/** The reports of a round as far as the asker sees them, by organisation. */
export async function board(tx: Tx, { id }: Round): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select p.ref, p.version, jsonb_build_object('ref', a.ref, 'title', a.title) as action,
      jsonb_build_object('ref', o.ref, 'name', o.name) as organisation, p.last_step as step, p.last_step_at as "stepAt",
      p.last_step in ('drafted', 'returned') and viewer_today() > r.due_on as late,
      (select max(x.until_on)::text from round_exceptions x where x.round_id = r.id
        and x.organisation_id = p.organisation_id and x.until_on >= viewer_today()) as until,
      jsonb_build_object('own', p.id = any((select own_reports())::bigint[]), 'runs', runs_report(p.id),
        'secretariat', viewer_clearance() = 'secretariat') as part
    from progress_reports p join rounds r on r.id = p.round_id join actions a on a.id = p.action_id
      join organisations o on o.id = p.organisation_id
    where p.round_id = ${id} and p.archived_at is null
    order by coalesce(o.name ->> 'en', o.name ->> 'bn'), a.sort, p.ref`.execute(tx.db);
  return rows;
}

/** Reports of a round that are before the asker to approve. */
export async function toApprove(tx: Tx, of: Round): Promise<Line[]> {
  const lines = await board(tx, of);
  return lines.filter(({ part, step }) => approvingStep(part, { step, levels: of.levels }) !== null);
}
