import { sql } from 'kysely';
import {
  changesOf,
  get,
  inputOfReport,
  milestonesOf,
  previousOf,
  stepsOf,
} from '#features/rounds/progress-reports/server/queries.ts';
import { isInside } from '#features/rounds/progress-reports/policy.ts';
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
export type OpenedReport = Awaited<ReturnType<typeof open>>;
