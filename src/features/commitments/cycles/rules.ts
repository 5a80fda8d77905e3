/** A review cycle in an address: "IMRF 2022" is imrf-2022. */
export function cycleSlug(cycle: string): string {
  return cycle
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
}

/** A cycle's name before its number: "IMRF 2022" is of the series "IMRF". */
export function seriesOf(cycle: string): string {
  return cycle.replace(/\s+\d+$/u, '');
}

/** The number a cycle ends in; 0 where there is none. */
function numberOf(cycle: string): number {
  return Number(/\d+$/u.exec(cycle)?.[0] ?? 0);
}

/** The cycles by series, in each the latest first. */
export function bySeries<Of extends { cycle: string }>(cycles: readonly Of[]): [string, Of[]][] {
  const groups = Map.groupBy(cycles, ({ cycle }) => seriesOf(cycle));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([series, all]) => [series, all.sort((a, b) => numberOf(b.cycle) - numberOf(a.cycle))]);
}

/**
 * The forum after a cycle, as far as the records know one: the lowest number of the same series above its own. `known`
 * are all cycles anything is said of.
 */
export function cycleAfter(cycle: string, known: readonly string[]): string | null {
  const later = known.filter(
    (other) => seriesOf(other) === seriesOf(cycle) && numberOf(other) > numberOf(cycle),
  );
  return later.sort((a, b) => numberOf(a) - numberOf(b))[0] ?? null;
}
