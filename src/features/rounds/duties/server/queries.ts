import { sql } from 'kysely';
import { approvingStep, type Part } from '#features/rounds/progress-reports/policy.ts';
import type { ReportStep } from '#features/rounds/progress-reports/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import type { Due, Me } from '#lib/due.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Row = {
  ref: string;
  round: string;
  title: Translated;
  organisation: Translated;
  step: ReportStep;
  levels: number;
  due: PartialDate;
  /** The first last day of what was given back and not answered. */
  until: PartialDate | null;
  since: PartialDate | null;
  part: Part;
};

/**
 * What reports ask for: of people in office, to report and to answer what was given back; of whoever they are before, to
 * approve. Drafts are asked for from the first day of their round on.
 */
export async function due(tx: Tx, me: Me): Promise<Due[]> {
  if (me.access.organisations.length === 0 && !approves(me)) return [];
  const { rows } = await sql<Row>`
    select p.ref, r.ref as round, a.title, coalesce(o.acronym, o.name) as organisation, p.last_step as step, r.levels,
      r.due_on as due, to_char(p.last_step_at at time zone 'UTC', 'YYYY-MM-DD') as since,
      (select min(t.open_until)::text from report_returns t where t.progress_report_id = p.id
        and t.answered_at is null and t.open_until >= ${me.today}::date) as until,
      jsonb_build_object('own', p.id = any((select own_reports())::bigint[]), 'runs', runs_report(p.id),
        'secretariat', viewer_clearance() = 'secretariat') as part
    from progress_reports p join rounds r on r.id = p.round_id join actions a on a.id = p.action_id
      join organisations o on o.id = p.organisation_id
    where p.archived_at is null and r.archived_at is null and r.opens_on <= ${me.today}::date
      and p.last_step in ('drafted', 'returned', 'submitted', 'approved-1')
    order by r.due_on, p.ref`.execute(tx.db);
  return rows.flatMap(dueOf);
}

const approves = ({ access }: Me) =>
  access.duties.includes('secretariat') || access.bodies.some(({ runs }) => runs);

function dueOf(row: Row): Due[] {
  const shared = {
    title: row.title,
    path: `/desk/rounds/${row.round}/reports/${row.ref}`,
    within: row.organisation,
    detail: null,
  };
  if (row.part.own && row.step === 'drafted')
    return [{ ...shared, kind: 'report_to_write', due: row.due, since: null, ground: 'reporter' }];
  if (row.part.own && row.step === 'returned')
    return [{ ...shared, kind: 'report_returned', due: row.until, since: row.since, ground: 'reporter' }];
  if (approvingStep(row.part, { step: row.step, levels: row.levels }) === null) return [];
  const ground = row.part.secretariat ? ('secretariat' as const) : ('runs' as const);
  return [{ ...shared, kind: 'report_to_approve', due: null, since: row.since, ground }];
}
