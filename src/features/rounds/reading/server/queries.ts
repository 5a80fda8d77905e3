import { sql } from 'kysely';
import {
  changesOf,
  get,
  inputOfReport,
  milestonesOf,
  previousOf,
  stepsOf,
} from '#features/rounds/progress-reports/server/queries.ts';
import { circleOf, commentsOf } from '#features/rounds/comments/server/queries.ts';
import {
  approvingStep,
  isInside,
  mayReturn,
  mayTake,
  mayWrite,
} from '#features/rounds/progress-reports/policy.ts';
import { missingIn } from '#features/rounds/progress-reports/rules.ts';
import { returnsOf } from '#features/rounds/returns/server/queries.ts';
import { changesByField } from '#features/rounds/trail/rules.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** Indicators a report can give values of, by reference. */
export async function indicatorTitles(tx: Tx): Promise<Map<string, Translated>> {
  const { rows } = await sql<{ ref: string; title: Translated }>`
    select ref, title from indicators where archived_at is null order by sort, ref`.execute(tx.db);
  return new Map(rows.map(({ ref, title }) => [ref, title]));
}

/** Everything a reader of one report may know of it. Throws notFound. */
export async function open(tx: Tx, ref: string) {
  const report = await get(tx, ref);
  const input = await inputOfReport(tx, ref);
  const before = await previousOf(tx, report.id);
  const milestones = await milestonesOf(tx, report.action.id);
  const ids = await tx.db
    .selectFrom('milestones')
    .select(['id', 'ref'])
    .where('action_id', '=', report.action.id)
    .execute();
  const changes = isInside(report.part) ? await changesOf(tx, report.id) : [];
  return {
    report,
    input,
    previous: before === null ? null : await inputOfReport(tx, before),
    milestones,
    indicators: await indicatorTitles(tx),
    steps: await stepsOf(tx, report.id),
    returns: await returnsOf(tx, report.id),
    changes: changesByField(changes, new Map(ids.map(({ id, ref: name }) => [id, name]))),
  };
}

/** A report with what the asker can do about it, and what is said inside. Throws notFound. */
export async function workbench(tx: Tx, ref: string, today: string) {
  const opened = await open(tx, ref);
  const { report } = opened;
  const { part } = report;
  const stands = { step: report.step, levels: report.round.levels };
  const inside = isInside(part);
  return {
    ...opened,
    inside,
    may: {
      write: mayWrite(part) && report.open.length > 0,
      submit: mayTake('submitted', part, stands),
      approve: approvingStep(part, stands) !== null,
      publish: mayTake('published', part, stands),
      giveBack: mayReturn(part, stands),
    },
    missing: missingIn(opened.input),
    comments: inside ? await commentsOf(tx, report.id) : [],
    circle: inside ? await circleOf(tx, report.id, today) : [],
  };
}
