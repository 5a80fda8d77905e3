import type { qualifiers } from '#features/indicators/schema.ts';
import { firstDay, type PartialDate } from '#lib/dates.ts';
import type { Translated } from '#lib/translated.ts';

export type Qualifier = (typeof qualifiers)[number];
export type Sex = 'female' | 'male';
export type Named = { ref: string; name: Translated };
export type Source = { ref: string; title: Translated; producer: Translated | null };

/** One value with all that makes it comparable or not. The period is half-open; `yearly` when it is twelve months. */
export type Observation = {
  ref: string;
  from: PartialDate;
  until: PartialDate;
  yearly: boolean;
  value: number;
  qualifier: Qualifier | null;
  flagged: boolean;
  note: Translated | null;
  version: number;
  place: Named | null;
  /** About the installation's own country as a whole. */
  home: boolean;
  destination: Named | null;
  sex: Sex | null;
  category: Translated | null;
  source: Source;
  producer: Translated | null;
  cutoff: PartialDate | null;
  edition: string | null;
  /** Since when it is withdrawn, and why; null for a figure that stands. */
  withdrawn: { on: string; reason: Translated } | null;
};

/** Values that may be read along one line: all alike but for the period. Oldest first. */
export type Series = Pick<
  Observation,
  'source' | 'producer' | 'edition' | 'sex' | 'destination' | 'category' | 'place' | 'home' | 'yearly'
> & { key: string; points: Observation[] };

/** Text that tells two translated texts apart. */
const identity = (text: Translated | null) => (text ? (text.en ?? text.bn ?? '') : '');

/** Years that begin on the same day compare; anything that is not twelve months is a kind of its own. */
const cadence = (one: Observation) => (one.yearly ? firstDay(one.from).slice(5) : 'other');

function keyOf(one: Observation): string {
  const { source, producer, edition, sex, destination, category, place } = one;
  return [
    source.ref,
    identity(producer),
    edition ?? '',
    sex ?? '',
    destination?.ref ?? '',
    identity(category),
    place?.ref ?? '',
    cadence(one),
  ].join('|');
}

/** Groups values, oldest first, into comparable series; the order of first appearance stays. */
export function seriesOf(observations: readonly Observation[]): Series[] {
  return [...Map.groupBy(observations, keyOf)].flatMap(([key, points]) => {
    const first = points[0];
    if (!first) return [];
    const { source, producer, edition, sex, destination, category, place, home, yearly } = first;
    return [{ key, source, producer, edition, sex, destination, category, place, home, yearly, points }];
  });
}

/** Series side by side: one row for each period that any of them has, oldest first. */
export type Grid = { from: PartialDate; until: PartialDate; cells: (Observation | null)[] }[];

export function gridOf(series: readonly Series[]): Grid {
  const own = series.map((one) => new Map(one.points.map((point) => [periodKey(point), point])));
  const periods = new Map(series.flatMap((one) => one.points.map((point) => [periodKey(point), point])));
  return [...periods]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, { from, until }]) => ({ from, until, cells: own.map((points) => points.get(key) ?? null) }));
}

/** What is said of one period; nothing where a year in between is missing. */
export type PeriodGroup = { from: PartialDate; until: PartialDate; points: Observation[] };

/** A gap of more years than this is seen in the names of the periods; shorter ones are shown as missing. */
const longestShownGap = 3;

/** All values period by period, oldest first and the highest first in each, with the years missing in between. */
export function periodGroups(series: readonly Series[]): PeriodGroup[] {
  const groups = gridOf(series).map(({ from, until, cells }) => ({
    from,
    until,
    points: cells.filter((cell) => cell !== null).sort((a, b) => b.value - a.value),
  }));
  return groups.flatMap((group, index) => [...missingYears(groups[index - 1], group), group]);
}

function missingYears(before: PeriodGroup | undefined, after: PeriodGroup): PeriodGroup[] {
  if (!before || before.from.length > 4 || after.from.length > 4) return [];
  const count = Number(after.from) - Number(before.until);
  if (count < 1 || count > longestShownGap) return [];
  return Array.from({ length: count }, (_, index) => {
    const year = Number(before.until) + index;
    return { from: String(year), until: String(year + 1), points: [] };
  });
}

/** Many sources with a few values each make no lines: they are drawn as bars, period by period. */
export function isPatchwork(series: readonly Series[]): boolean {
  const sources = new Set(series.map((one) => one.source.ref)).size;
  const points = series.reduce((sum, one) => sum + one.points.length, 0);
  return sources > 1 && points < 4 * series.length;
}

export type NoteOfValues = { flagged: boolean; note: Translated | null; points: Observation[] };

/**
 * Notes of values, each text once with the values it is said of; those that need checking first.
 * @param elsewhere references of values whose note stands beside them; what needs checking is said here all the same
 */
export function notesOf(
  points: readonly Observation[],
  elsewhere: ReadonlySet<string> = new Set(),
): NoteOfValues[] {
  const noted = points.filter((point) => point.flagged || (point.note && !elsewhere.has(point.ref)));
  const groups = [
    ...Map.groupBy(noted, (point) => `${String(point.flagged)} ${identity(point.note)}`).values(),
  ];
  return groups
    .map((group) => ({ flagged: group[0]?.flagged ?? false, note: group[0]?.note ?? null, points: group }))
    .sort((a, b) => Number(b.flagged) - Number(a.flagged));
}

/** Values of one source divided by destination or by category: a table of names by periods. */
export type Breakdown = {
  by: 'destination' | 'category';
  source: Source;
  periods: Period[];
  rows: { name: Translated; ref: string | null; cells: (Observation | null)[] }[];
};
type Period = { from: PartialDate; until: PartialDate; yearly: boolean };

/** What the page of an indicator draws. Every value is in exactly one of these. */
export type Views = {
  /** Totals for the own country by year, one series per source. */
  trend: Series[];
  bySex: Series[];
  /** Totals of other countries by year. */
  byCountry: Series[];
  breakdowns: Breakdown[];
  /** Parts of years, single values, everything that is not one of many. Newest first. */
  rest: Observation[];
};

const isWhole = (one: Series) => one.destination === null && one.category === null;
const periodKey = (one: Period) => `${firstDay(one.from)} ${firstDay(one.until)}`;

/** Sorts series into what is drawn as lines over the years, as breakdowns, and what is only listed. */
export function viewsOf(series: readonly Series[]): Views {
  const yearly = series.filter((one) => one.yearly && isWhole(one));
  const trend = drawn(yearly.filter((one) => one.home && one.sex === null));
  const bySex = drawn(yearly.filter((one) => one.home && one.sex !== null));
  const byCountry = drawn(yearly.filter((one) => !one.home && one.sex === null));
  const breakdowns = [...breakdownsBy(series, 'destination'), ...breakdownsBy(series, 'category')];
  const shown = new Set<Observation | null>([
    ...[...trend, ...bySex, ...byCountry].flatMap((one) => one.points),
    ...breakdowns.flatMap((one) => one.rows.flatMap((row) => row.cells)),
  ]);
  const rest = series.flatMap((one) => one.points).filter((point) => !shown.has(point));
  return { trend, bySex, byCountry, breakdowns, rest: rest.sort(newestFirst) };
}

/** Series are worth a drawing when together they speak of more than one period. */
function drawn(series: Series[]): Series[] {
  const periods = new Set(series.flatMap((one) => one.points.map(periodKey)));
  return periods.size > 1 ? series : [];
}

function newestFirst(a: Observation, b: Observation): number {
  return (
    firstDay(b.until).localeCompare(firstDay(a.until)) || firstDay(b.from).localeCompare(firstDay(a.from))
  );
}

function breakdownsBy(series: readonly Series[], by: Breakdown['by']): Breakdown[] {
  const divided = series.filter(
    (one) =>
      one.home &&
      one.sex === null &&
      (by === 'destination' ? one.destination && !one.category : one.category && !one.destination),
  );
  const bySource = Map.groupBy(divided, (one) => one.source.ref);
  return [...bySource.values()].flatMap((group) => breakdownOf(group, by));
}

/** One source's breakdown; nothing when it names a single part only. */
function breakdownOf(group: readonly Series[], by: Breakdown['by']): Breakdown[] {
  const nameOf = (one: Series) => (by === 'destination' ? (one.destination?.name ?? null) : one.category);
  const byName = [...Map.groupBy(group, (one) => identity(nameOf(one))).values()];
  const source = group[0]?.source;
  if (!source || byName.length < 2) return [];
  const points = group.flatMap((one) => one.points);
  const periods = [...new Map(points.map((point) => [periodKey(point), point])).values()].sort(newestFirst);
  const rows = byName.flatMap((parts) => {
    const [first] = parts;
    const name = first ? nameOf(first) : null;
    if (!first || !name) return [];
    const own = new Map(parts.flatMap((part) => part.points).map((point) => [periodKey(point), point]));
    return [
      {
        name,
        ref: first.destination?.ref ?? null,
        cells: periods.map((one) => own.get(periodKey(one)) ?? null),
      },
    ];
  });
  const columns = periods.map(({ from, until, yearly }) => ({ from, until, yearly }));
  const breakdown = { by, source, periods: columns, rows };
  const drawn = drawnPeriod(breakdown) ?? 0;
  const valueOf = (row: Breakdown['rows'][number]) => row.cells[drawn]?.value ?? -Infinity;
  return [{ ...breakdown, rows: rows.sort((a, b) => valueOf(b) - valueOf(a)) }];
}

/** The period a breakdown is drawn for: the newest whole year that names several parts, else the newest such period. */
export function drawnPeriod({ periods, rows }: Breakdown): number | null {
  const parts = periods.map((_, index) => rows.filter((row) => row.cells[index]).length);
  const isWorth = (index: number) => (parts[index] ?? 0) > 1;
  const found = [
    periods.findIndex((period, index) => period.yearly && isWorth(index)),
    periods.findIndex((_, index) => isWorth(index)),
  ].find((index) => index >= 0);
  return found ?? null;
}

/** How all of these values are meant to be read, when it is one way for all; else each value says its own. */
export function commonQualifier(points: readonly Observation[]): Qualifier | null {
  const first = points[0]?.qualifier ?? null;
  return points.every((point) => point.qualifier === first) ? first : null;
}

/** The sources of values, each once, with the newest cut-off and version named with it. */
export type SourceUse = { source: Source; cutoff: PartialDate | null; edition: string | null };

export function sourcesOf(points: readonly Observation[]): SourceUse[] {
  return [...Map.groupBy(points, (point) => point.source.ref).values()].flatMap((uses) => {
    const newest = [...uses].sort(newestFirst);
    const source = newest[0]?.source;
    if (!source) return [];
    const cutoff = newest.find((one) => one.cutoff !== null)?.cutoff ?? null;
    const edition = newest.find((one) => one.edition !== null)?.edition ?? null;
    return [{ source, cutoff, edition }];
  });
}
