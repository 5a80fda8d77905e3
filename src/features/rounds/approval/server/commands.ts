import { approvingStep } from '#features/rounds/progress-reports/policy.ts';
import { notNow } from '#features/rounds/progress-reports/errors.ts';
import { takeStep } from '#features/rounds/progress-reports/server/commands.ts';
import { get } from '#features/rounds/progress-reports/server/queries.ts';
import { ExpectedError, refused } from '#lib/errors.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { takeTurn } from '#lib/server/history/entries.ts';
import { applyToPlan, openValues } from '#features/rounds/effects/server/commands.ts';

/**
 * Approves a report at the level it is before the asker. At the last level what it says counts: the action gets its
 * status, milestones are noted as reached, values become observations that are drafts. Throws notFound, refused,
 * `report.not_now`, and RecordConflict when it is newer than what was seen.
 */
export async function approve(tx: Tx, ref: string, expected?: number): Promise<'approved-1' | 'approved'> {
  await takeTurn(tx);
  const report = await get(tx, ref);
  const { part, step, round } = report;
  const next = approvingStep(part, { step, levels: round.levels });
  if (next === null) throw part.secretariat || part.runs ? notNow() : refused('progress_reports');
  await takeStep(tx, report, next, { expected });
  if (next === 'approved') await applyToPlan(tx, report);
  return next;
}

/** Opens an approved report to everybody, with its values. Throws notFound, refused, `report.not_now`, RecordConflict. */
export async function publish(tx: Tx, ref: string, expected?: number): Promise<void> {
  await takeTurn(tx);
  const report = await get(tx, ref);
  await takeStep(tx, report, 'published', { expected });
  await openValues(tx, report);
}

export type Chosen = { ref: string; version: number };
export type Outcome = Chosen & { done: 'approved-1' | 'approved' | null; problem: string | null };

/**
 * Approves the reports that were chosen, each in a transaction of its own: one that changed meanwhile, or is no longer
 * before the asker, holds up no other. Gives what became of each.
 */
export async function approveEach(
  ask: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  chosen: readonly Chosen[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of chosen) {
    try {
      outcomes.push({ ...one, done: await ask((tx) => approve(tx, one.ref, one.version)), problem: null });
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      outcomes.push({ ...one, done: null, problem: error.code });
    }
  }
  return outcomes;
}
