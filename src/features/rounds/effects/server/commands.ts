import type { Report } from '#features/rounds/progress-reports/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** What an approved report changes in the plan. */
export async function applyToPlan(_tx: Tx, _report: Report): Promise<void> {
  await Promise.resolve();
}

/** Opens the observations of a published report to everybody. */
export async function openValues(_tx: Tx, _report: Report): Promise<void> {
  await Promise.resolve();
}
