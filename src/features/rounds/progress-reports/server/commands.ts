import { sql } from 'kysely';
import { nothingToReport } from '#features/rounds/errors.ts';
import {
  fieldLocked,
  halfSum,
  incomplete,
  locked,
  notNow,
  strangeMilestone,
} from '#features/rounds/progress-reports/errors.ts';
import { mayTake, mayWrite } from '#features/rounds/progress-reports/policy.ts';
import { changedFields, isOpen, merged, missingIn } from '#features/rounds/progress-reports/rules.ts';
import type { ReportInput, ReportStep } from '#features/rounds/progress-reports/schema.ts';
import { notFound, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { RecordConflict } from '#lib/server/history/conflict.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import { freeReference } from '#lib/server/history/free-reference.ts';
import { lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';
import type { Translated } from '#lib/translated.ts';
import { get, inputOfReport, milestonesOf, type Report } from './queries.ts';

type Asked = {
  round_id: number;
  action_id: number;
  organisation_id: number;
  action: string;
  title: Translated;
  due: string;
};

/**
 * Asks for the reports of a round: one of every action of its plan that has a lead organisation and runs in the period.
 * What is asked for already stays as it is, so it can be done again. Gives the references of the new ones. Throws
 * notFound, refused, `round.nothing_to_report`.
 */
export async function ask(tx: Tx, round: string): Promise<string[]> {
  await takeTurn(tx);
  const found = await tx.db
    .selectFrom('rounds')
    .select('id')
    .where('ref', '=', round)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw notFound('rounds', round);
  const { rows } = await sql<Asked & { there: boolean }>`
    select r.id as round_id, a.id as action_id, a.organisation_id, a.ref as action, a.title, r.due_on as due,
      exists (select from progress_reports p where p.round_id = r.id and p.action_id = a.id
        and p.organisation_id = a.organisation_id) as there
    from rounds r join actions a on a.plan_id = r.plan_id
    where r.id = ${found.id} and a.organisation_id is not null and a.archived_at is null and a.published_at is not null
      and coalesce(first_day(a.from_on) < first_day(r.until_on), true)
      and coalesce(first_day(a.until_on) > first_day(r.from_on), true)
    order by a.sort, a.ref`.execute(tx.db);
  if (rows.length === 0) throw nothingToReport();
  const made: string[] = [];
  for (const asked of rows.filter(({ there }) => !there)) made.push(await begin(tx, round, asked));
  return made;
}

async function begin(tx: Tx, round: string, asked: Asked): Promise<string> {
  const ref = await freeReference(tx, 'progress_reports', `${round.slice(0, 70)}-`);
  await saveRecords(tx, 'progress_reports', [
    {
      common: { ref, visibility: 'secretariat', published: false, evidence: [] },
      values: {
        round_id: asked.round_id,
        action_id: asked.action_id,
        organisation_id: asked.organisation_id,
        ...nothingSaid,
      },
      entry: entryOf(asked.action, asked.title, asked.due),
    },
  ]);
  return ref;
}

const nothingSaid = {
  done: null,
  obstacles: null,
  next_steps: null,
  status: null,
  spent_amount: null,
  spent_currency: null,
  proofs: [],
};

const entryOf = (action: string, title: Translated, due: string) => ({
  path: `/plan/actions/${action}`,
  title,
  dated: due,
  listed: false,
});

/**
 * Saves what a report says in its open fields; what else was sent must be what stands. Throws notFound, refused,
 * RecordConflict, `report.locked`, `report.field_locked`, `report.strange_milestone`, `report.half_sum`.
 */
export async function save(tx: Tx, ref: string, sent: ReportInput, expected?: number): Promise<Saved> {
  await takeTurn(tx);
  const report = await get(tx, ref);
  if (!mayWrite(report.part)) throw refused('progress_reports');
  const standing = await inputOfReport(tx, ref);
  const input = numberedLike(standing, sent, report);
  refuseLocked(changedFields(standing, input), report);
  if ((input.spent_amount === undefined) !== (input.spent_currency === undefined)) throw halfSum();
  const [saved] = await write(tx, report, { input, expected });
  if (!saved) throw notFound('progress_reports', ref);
  return saved;
}

/** Where all is open new values get their numbers; else nothing but what was sent counts, so that more is refused. */
const numberedLike = (standing: ReportInput, sent: ReportInput, { open }: Report) =>
  open.includes('*') ? merged(standing, sent, open) : sent;

function refuseLocked(changed: readonly string[], { open }: Report): void {
  if (changed.length === 0) return;
  if (open.length === 0) throw locked();
  if (!changed.every((field) => isOpen(open, field))) throw fieldLocked();
}

type Writing = { input: ReportInput; expected: number | undefined };

async function write(tx: Tx, report: Report, { input, expected }: Writing): Promise<Saved[]> {
  const indicators = await lookup(
    tx,
    'indicators',
    input.values.map(({ indicator }) => indicator),
  );
  const own = new Set((await milestonesOf(tx, report.action.id)).map(({ ref }) => ref));
  if (input.milestones.some(({ milestone }) => !own.has(milestone))) throw strangeMilestone();
  const milestones = await lookup(tx, 'milestones', own);
  const place = await tx.db
    .selectFrom('progress_reports')
    .select(['visibility', 'published_at', 'note', 'round_id', 'action_id', 'organisation_id'])
    .where('id', '=', report.id)
    .executeTakeFirstOrThrow();
  const { visibility, published_at, note, ...about } = place;
  return saveRecords(tx, 'progress_reports', [
    {
      common: {
        ref: report.ref,
        visibility,
        published: published_at !== null,
        note: note ?? undefined,
        evidence: input.evidence,
        expected,
      },
      values: {
        ...about,
        done: input.done ?? null,
        obstacles: input.obstacles ?? null,
        next_steps: input.next_steps ?? null,
        status: input.status ?? null,
        spent_amount: input.spent_amount ?? null,
        spent_currency: input.spent_currency ?? null,
        proofs: input.proofs,
      },
      links: {
        report_milestones: input.milestones.flatMap(({ milestone, reached_on }) =>
          reached_on ? [{ milestone_id: milestones.idOf(milestone), reached_on }] : [],
        ),
        report_values: input.values.map(({ number, indicator, note: remark, ...value }) => ({
          number,
          indicator_id: indicators.idOf(indicator),
          ...value,
          note: remark ?? null,
        })),
      },
      entry: entryOf(report.action.ref, report.action.title, report.round.due),
    },
  ]);
}

/** Hands a report in, as it stands. Throws notFound, refused, `report.incomplete`, `report.not_now`, RecordConflict. */
export async function submit(tx: Tx, ref: string, expected?: number): Promise<void> {
  await takeTurn(tx);
  if (missingIn(await inputOfReport(tx, ref)).length > 0) throw incomplete();
  await takeStep(tx, await get(tx, ref), 'submitted', { expected });
}

/**
 * Takes a step with a report and notes it in the history. The turn must have been taken. Throws refused,
 * `report.not_now`, and RecordConflict when the report is newer than what the person has seen.
 */
export async function takeStep(
  tx: Tx,
  report: Report,
  step: NextStep,
  { expected, reason }: { expected?: number | undefined; reason?: string } = {},
): Promise<void> {
  const { ref, version } = report;
  refuseUnseen(report, step, expected);
  refuseStep(report, step);
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  await sql`insert into progress_steps (progress_report_id, step, account_id, at, reason)
    values (${report.id}, ${step}, ${account}, ${tx.now}, ${reason ?? null})`.execute(tx.db);
  await addHistory(tx, [
    {
      kind: 'progress_reports',
      ref,
      version: version + 1,
      action: step === 'published' ? 'publish' : 'change',
      before: { last_step: report.step },
      after: { last_step: step },
      reason: reason ?? null,
    },
  ]);
}

type NextStep = Exclude<ReportStep, 'drafted'>;

/** Nobody takes a step with what they have not seen. */
function refuseUnseen(report: Report, step: NextStep, expected: number | undefined): void {
  const { ref, version } = report;
  if (expected === undefined || expected === version) return;
  throw new RecordConflict('progress_reports', ref, {
    expected,
    stands: version,
    before: { last_step: report.step },
    after: { last_step: step },
  });
}

/** Tells whoever may take such a step at another time from whoever may never. */
function refuseStep({ part, step: stands, round }: Report, step: NextStep): void {
  if (mayTake(step, part, { step: stands, levels: round.levels })) return;
  const isTheirs = part.secretariat || (step === 'submitted' ? part.own : part.runs);
  throw isTheirs ? notNow() : refused('progress_reports');
}
