import { sql } from 'kysely';
import { noSuchField, returnPast } from '#features/rounds/returns/errors.ts';
import type { ReturnInput } from '#features/rounds/returns/schema.ts';
import { fieldName } from '#features/rounds/progress-reports/labels.ts';
import { mayReturn } from '#features/rounds/progress-reports/policy.ts';
import { fieldNames } from '#features/rounds/progress-reports/rules.ts';
import { takeStep } from '#features/rounds/progress-reports/server/commands.ts';
import {
  get,
  inputOfReport,
  milestonesOf,
  type Report,
} from '#features/rounds/progress-reports/server/queries.ts';
import { refused } from '#lib/errors.ts';
import type { Lang } from '#lib/i18n/lang.ts';
import { sayIn } from '#lib/i18n/messages.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from '#lib/server/history/entries.ts';
import { leaveLetter } from '#lib/server/outbox/letters.ts';
import { textIn } from '#lib/translated.ts';

type Giving = { today: string; origin: string; expected?: number | undefined };

/**
 * Gives fields of a report back: they and nothing else can be written, until the last day named; the organisation gets
 * a letter with the reason. What is given back already can be joined by more. Throws notFound, refused,
 * RecordConflict, `report.not_now`, `report.return_past`, `report.no_such_field`.
 */
export async function giveBack(
  tx: Tx,
  ref: string,
  { fields, reason, open_until }: ReturnInput,
  { today, origin, expected }: Giving,
): Promise<void> {
  await takeTurn(tx);
  const report = await get(tx, ref);
  const stands = { step: report.step, levels: report.round.levels };
  if (!report.part.secretariat && !report.part.runs) throw refused('progress_reports');
  if (open_until < today) throw returnPast();
  const milestones = await milestonesOf(tx, report.action.id);
  const known = fieldNames(await inputOfReport(tx, ref), milestones);
  if (!fields.every((field) => known.includes(field))) throw noSuchField();
  // Whoever may not do it now is told so by the step.
  if (mayReturn(report.part, stands)) await insert(tx, report, { fields, reason, open_until });
  if (report.step === 'returned') await noteMore(tx, report, { fields, reason, open_until });
  else await takeStep(tx, report, 'returned', { expected, reason });
  await write(tx, report, { fields, reason, open_until }, { today, origin });
}

async function insert(tx: Tx, { id }: Report, { fields, reason, open_until }: ReturnInput): Promise<void> {
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const rows = fields.map(
    (field) => sql`(${id}, ${field}, ${reason}, ${account}, ${tx.now}, ${open_until}::date)`,
  );
  await sql`insert into report_returns (progress_report_id, field, reason, returned_by, returned_at, open_until)
    values ${sql.join(rows)}`.execute(tx.db);
}

/** More fields of a report that is with its organisation already: no step, and still an entry of its history. */
async function noteMore(tx: Tx, { ref }: Report, { fields, reason, open_until }: ReturnInput): Promise<void> {
  await addHistory(tx, [
    {
      kind: 'progress_reports',
      ref,
      version: null,
      action: 'change',
      before: {},
      after: { returned_fields: fields, open_until },
      reason,
    },
  ]);
}

/** To everybody in office at the organisation who can sign in. */
async function write(
  tx: Tx,
  report: Report,
  { fields, reason, open_until }: ReturnInput,
  { today, origin }: Giving,
): Promise<void> {
  const { rows } = await sql<{ email: string; lang: Lang }>`
    select email, lang from report_circle(${report.id}, ${today}::date) where part = 'organisation'
    order by email`.execute(tx.db);
  const input = await inputOfReport(tx, report.ref);
  const milestones = await milestonesOf(tx, report.action.id);
  for (const { email, lang } of rows) {
    const say = sayIn(lang);
    await leaveLetter(tx, {
      template: 'report-returned',
      lang,
      to: email,
      values: {
        title: textIn(report.action.title, lang),
        reason,
        until: open_until,
        items: fields.map((field) => ({ text: fieldName(field, { input, milestones }, { lang, say }) })),
        link: `${origin}/${lang}/desk/rounds/${report.round.ref}/reports/${report.ref}`,
      },
    });
  }
}
