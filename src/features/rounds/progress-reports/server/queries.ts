import { sql } from 'kysely';
import type { Part } from '#features/rounds/progress-reports/policy.ts';
import type { FieldName } from '#features/rounds/progress-reports/rules.ts';
import {
  reportFields,
  reportInput,
  type ReportInput,
  type ReportStep,
} from '#features/rounds/progress-reports/schema.ts';
import type { PartialDate } from '#lib/dates.ts';
import { notFound } from '#lib/errors.ts';
import { inputFrom, readStanding } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** A report as it stands: what it is about, where it is, what the asker is to it. */
export type Report = {
  id: number;
  ref: string;
  version: number;
  step: ReportStep;
  stepAt: Date | null;
  round: {
    id: number;
    ref: string;
    title: Translated;
    due: string;
    grace: number;
    levels: number;
    opens: string;
  };
  action: { id: number; ref: string; title: Translated };
  plan: { ref: string; title: Translated };
  organisation: { id: number; ref: string; name: Translated; acronym: Translated | null };
  part: Part;
  /** The fields that may be written today; '*' for all. */
  open: FieldName[];
};

const partOf = sql<Part>`jsonb_build_object('own', p.id = any((select own_reports())::bigint[]),
  'runs', runs_report(p.id), 'secretariat', viewer_clearance() = 'secretariat')`;

/** One report. Throws notFound where the asker does not see it. */
export async function get(tx: Tx, ref: string): Promise<Report> {
  const [report] = await list(tx, [ref]);
  if (!report) throw notFound('progress_reports', ref);
  return report;
}

/** Reports by reference, as far as the asker sees them, in the order of the references. For signed-in people. */
export async function list(tx: Tx, refs: readonly string[]): Promise<Report[]> {
  const { rows } = await sql<Report>`
    select p.id, p.ref, p.version, p.last_step as step, p.last_step_at as "stepAt",
      jsonb_build_object('id', r.id, 'ref', r.ref, 'title', r.title, 'due', r.due_on, 'grace', r.grace_days,
        'levels', r.levels, 'opens', r.opens_on) as round,
      jsonb_build_object('id', a.id, 'ref', a.ref, 'title', a.title) as action,
      jsonb_build_object('ref', l.ref, 'title', l.title) as plan,
      jsonb_build_object('id', o.id, 'ref', o.ref, 'name', o.name, 'acronym', o.acronym) as organisation,
      ${partOf} as part, to_jsonb(open_fields(p.id)) as open
    from progress_reports p join rounds r on r.id = p.round_id join plans l on l.id = r.plan_id
      join actions a on a.id = p.action_id join organisations o on o.id = p.organisation_id
    where p.ref = any(${[...refs]}::text[]) and p.archived_at is null
    order by array_position(${[...refs]}::text[], p.ref::text)`.execute(tx.db);
  return rows;
}

/** What a report says, as its input. Throws notFound. */
export async function inputOfReport(tx: Tx, ref: string): Promise<ReportInput> {
  const { fields } = await readStanding(tx, 'progress_reports', ref, reportFields);
  const input = reportInput.parse(await inputFrom(tx, reportFields, fields));
  return { ...input, values: input.values.sort((a, b) => (a.number ?? 0) - (b.number ?? 0)) };
}

/** A milestone of the action, as the form of a report shows it. */
export type Milestone = { ref: string; title: Translated; due: PartialDate; reached: PartialDate | null };

/** The milestones of a report's action, in their order. */
export async function milestonesOf(tx: Tx, action: number): Promise<Milestone[]> {
  const { rows } = await sql<Milestone>`
    select ref, title, due_on as due, reached_on as reached from milestones
    where action_id = ${action} and archived_at is null order by sort, first_day(due_on), ref`.execute(tx.db);
  return rows;
}

export type Step = {
  number: number;
  step: Exclude<ReportStep, 'drafted'>;
  at: Date;
  who: string | null;
  reason: string | null;
};

/** The way a report has come, for those inside it; nothing for anybody else. */
export async function stepsOf(tx: Tx, report: number): Promise<Step[]> {
  const { rows } = await sql<Step>`
    select s.number, s.step, s.at, s.reason, (select h.actor from report_history(${report}) h
      where h.after ->> 'last_step' = s.step and h.at = s.at limit 1) as who
    from progress_steps s where s.progress_report_id = ${report} order by s.number`.execute(tx.db);
  return rows;
}

/** The last report before this one that was approved, of the same action and organisation; null where there is none. */
export async function previousOf(tx: Tx, report: number): Promise<string | null> {
  const { rows } = await sql<{ ref: string }>`
    select q.ref from progress_reports p join rounds r on r.id = p.round_id
      join progress_reports q on q.action_id = p.action_id and q.organisation_id = p.organisation_id and q.id <> p.id
      join rounds b on b.id = q.round_id
    where p.id = ${report} and q.archived_at is null and q.last_step in ('approved', 'published')
      and first_day(b.until_on) <= first_day(r.until_on)
    order by first_day(b.until_on) desc, q.id desc limit 1`.execute(tx.db);
  return rows[0]?.ref ?? null;
}

/** One entry of a report's history. */
export type Change = {
  at: Date;
  who: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/** The whole history of a report, the newest first, for those inside it; nothing for anybody else. */
export async function changesOf(tx: Tx, report: number): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select at, actor as who, before, after from report_history(${report})`.execute(tx.db);
  return rows;
}
