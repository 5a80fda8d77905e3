import type { CommitmentStatus } from './schema.ts';

/** The stages of a commitment's way, in order; lapsed and not fulfilled end it wherever it stands. */
export const stages = ['made', 'under-way', 'in-part', 'fulfilled'] as const;

/** The step at which each stage was reached first; null for a stage not on record. */
export function stageSteps<Step extends { status: CommitmentStatus }>(
  trail: readonly Step[],
): (Step | null)[] {
  return stages.map((stage) => trail.find(({ status }) => status === stage) ?? null);
}

/**
 * How many of the stages a commitment has gone, by its furthest step. A commitment without any step on record was
 * made all the same. A lapse takes nothing back: the way that was gone stays drawn.
 */
export function stagesGone(trail: readonly { status: CommitmentStatus }[]): number {
  const gone = trail.map(({ status }) => stages.findIndex((stage) => stage === status) + 1);
  return Math.max(1, ...gone);
}

/** A review cycle's name without its number, and the number: "UPR 4" is the fourth of "UPR". */
function seriesOf(cycle: string): { series: string; number: number } | null {
  const found = /^(.*\S)\s+(\d+)$/u.exec(cycle);
  return found ? { series: found[1] ?? '', number: Number(found[2]) } : null;
}

/** The cycles that a later one of the same series has taken the place of: "UPR 3" where there is a "UPR 4". */
export function olderCycles(cycles: readonly string[]): string[] {
  const newest = new Map<string, number>();
  for (const cycle of cycles) {
    const found = seriesOf(cycle);
    if (found) newest.set(found.series, Math.max(found.number, newest.get(found.series) ?? found.number));
  }
  return cycles.filter((cycle) => {
    const found = seriesOf(cycle);
    return found !== null && found.number < (newest.get(found.series) ?? found.number);
  });
}
