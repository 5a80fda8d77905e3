import { sql } from 'kysely';
import * as evidence from '#features/files/server/commands.ts';
import { evidenceInput } from '#features/files/schema.ts';
import { observationInput } from '#features/indicators/schema.ts';
import { saveObservations } from '#features/indicators/server/commands.ts';
import { milestoneFields, milestoneInput } from '#features/plans/milestones/schema.ts';
import * as milestones from '#features/plans/milestones/server/commands.ts';
import { actionStatusInput } from '#features/plans/statuses/schema.ts';
import * as statuses from '#features/plans/statuses/server/commands.ts';
import type { ReportInput } from '#features/rounds/progress-reports/schema.ts';
import { inputOfReport, type Report } from '#features/rounds/progress-reports/server/queries.ts';
import type { Visibility } from '#lib/record.ts';
import { inputFrom, readStanding } from '#lib/server/forms/standing.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { setArchived } from '#lib/server/history/archive.ts';
import { textIn, type Translated } from '#lib/translated.ts';

/*
 * What a report changes in the plan. References follow from the report's, so that what is approved a second time, after
 * it was given back, changes what the first time wrote.
 */

type Reach = { visibility: Visibility; published: boolean };
const toNetwork: Reach = { visibility: 'network', published: true };
const draft: Reach = { visibility: 'public', published: false };
const toAll: Reach = { visibility: 'public', published: true };

/** An approved report: a step of its action for the network, milestones reached, values as observations that are drafts. */
export async function applyToPlan(tx: Tx, report: Report): Promise<void> {
  const input = await inputOfReport(tx, report.ref);
  await saveStatus(tx, report, input, toNetwork);
  await noteMilestones(tx, report, input);
  await saveValues(tx, report, input, draft);
}

/** A published report: its step and its values are for everybody. */
export async function openValues(tx: Tx, report: Report): Promise<void> {
  const input = await inputOfReport(tx, report.ref);
  await saveStatus(tx, report, input, toAll);
  await saveValues(tx, report, input, toAll);
}

/** "As reported by MoEWOE, Round 2026." in both languages. */
function basisOf({ organisation, round }: Report): Translated {
  const name = organisation.acronym ?? organisation.name;
  return {
    source: 'en',
    en: `As reported by ${textIn(name, 'en')}, ${textIn(round.title, 'en')}.`,
    bn: `${textIn(name, 'bn')} যেমন জানিয়েছে, ${textIn(round.title, 'bn')}।`,
    status: { en: 'original', bn: 'reviewed' },
  };
}

/** The day on which the report was handed in last: what it says is meant as of then. */
async function saidOn(tx: Tx, report: Report): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD') as day from progress_steps
    where progress_report_id = ${report.id} and step = 'submitted'`.execute(tx.db);
  return rows[0]?.day ?? tx.now.toISOString().slice(0, 10);
}

async function saveStatus(
  tx: Tx,
  report: Report,
  { status, evidence: cites }: ReportInput,
  reach: Reach,
): Promise<void> {
  if (!status) return;
  const input = actionStatusInput.parse({
    ref: `${report.ref}-status`,
    action: report.action.ref,
    status,
    on_date: await saidOn(tx, report),
    basis: basisOf(report),
    evidence: cites,
    ...reach,
  });
  await statuses.save(tx, [input]);
}

async function noteMilestones(
  tx: Tx,
  { action }: Report,
  { milestones: reached }: ReportInput,
): Promise<void> {
  for (const { milestone, reached_on } of reached) {
    const { fields } = await readStanding(tx, 'milestones', milestone, milestoneFields);
    const stands = milestoneInput.parse({
      ...(await inputFrom(tx, milestoneFields, fields)),
      ref: milestone,
    });
    // A milestone of another action is none of this report's.
    if (stands.action === action.ref) await milestones.save(tx, [{ ...stands, reached_on }]);
  }
}

async function saveValues(tx: Tx, report: Report, { values }: ReportInput, reach: Reach): Promise<void> {
  const refs = values.map(({ number }) => `${report.ref}-v${String(number)}`);
  await archiveOthers(tx, report, refs);
  if (values.length === 0) return;
  const source = await saveSource(tx, report, reach);
  await saveObservations(
    tx,
    values.map(({ indicator, from_on, until_on, value, note }, at) =>
      observationInput.parse({ ref: refs[at], indicator, from_on, until_on, value, note, source, ...reach }),
    ),
  );
}

/** The report as the source of its values. */
async function saveSource(tx: Tx, report: Report, reach: Reach): Promise<string> {
  const ref = `report-${report.ref}`.slice(0, 80);
  const named = (lang: 'en' | 'bn', word: string) =>
    `${word}: ${textIn(report.action.title, lang)} (${textIn(report.round.title, lang)})`;
  const title = {
    source: 'en' as const,
    en: named('en', 'Progress report'),
    bn: named('bn', 'অগ্রগতি প্রতিবেদন'),
    status: { en: 'original' as const, bn: 'reviewed' as const },
  };
  const { organisation } = report;
  await evidence.save(tx, [
    evidenceInput.parse({ ref, kind: 'publication', title, producer: organisation.name, ...reach }),
  ]);
  return ref;
}

/** Values that an earlier approval wrote and the report no longer has. */
async function archiveOthers(tx: Tx, { ref }: Report, refs: readonly string[]): Promise<void> {
  const { rows } = await sql<{ ref: string }>`
    select ref from observations where starts_with(ref, ${`${ref}-v`}) and substr(ref, ${ref.length + 3}) ~ '^\\d+$'
      and archived_at is null and not ref = any(${[...refs]}::text[])`.execute(tx.db);
  for (const gone of rows)
    await setArchived(tx, 'observations', gone.ref, {
      archived: true,
      reason: 'The report it came from no longer has it.',
    });
}
