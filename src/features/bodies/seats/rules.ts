import type { seatRoles } from '#features/bodies/schema.ts';
import { firstDay, includes, overlaps, dayAfter, type PartialDate, type Period } from '#lib/dates.ts';

export type SeatRole = (typeof seatRoles)[number];

/** A term as recorded: half-open, either end may be unknown; `stated` is when the evidence says so. */
export type Term = {
  role: SeatRole;
  from: PartialDate | null;
  until: PartialDate | null;
  stated: PartialDate | null;
};

/** The order in which seats are read out: chair first. */
const precedence: readonly SeatRole[] = [
  'chair',
  'co-chair',
  'coordinator',
  'secretariat',
  'member',
  'observer',
];

/** The roles that lead a body; a network without a chair is led by its coordinator. */
const leading: ReadonlySet<SeatRole> = new Set<SeatRole>(['chair', 'co-chair', 'coordinator']);

export function leads({ role }: Pick<Term, 'role'>): boolean {
  return leading.has(role);
}

/**
 * Who sits in a body on a civil day, chair first, otherwise in the order given. The year 2023 is in force on
 * 31 December 2023 and not on 1 January 2024; an end that no source gives counts as not reached.
 */
export function seatedOn<T extends Term>(seats: readonly T[], day: string): T[] {
  return inPrecedence(seats.filter((seat) => includes(seat, day)));
}

export function inPrecedence<T extends Term>(seats: readonly T[]): T[] {
  return [...seats].sort((a, b) => precedence.indexOf(a.role) - precedence.indexOf(b.role));
}

/**
 * Is it the record itself that puts the seat on this day, or only our reading of an end it does not give?
 * True when the day lies past the last thing the evidence says (or before the first).
 */
export function isAssumedOn({ from, until, stated }: Term, day: string): boolean {
  if (stated === null) return false;
  const isPast = until === null && day >= dayAfter(stated);
  const isEarlier = from === null && day < firstDay(stated);
  return isPast || isEarlier;
}

/** A stretch of whole years, both included. */
export type Years = { first: number; last: number };

/** Years of which nobody says who led, and years for which nobody says whether a known lead had ended. */
export type LeadGaps = { unknown: Years[]; doubtful: Years[] };

/** What is not known of a body's lead in the years given: to be said, not to be filled. */
export function leadGaps(seats: readonly Term[], span: Years): LeadGaps {
  const leading = seats.filter(leads);
  const years = yearsIn(span);
  const known = (year: number) => leading.some((term) => overlaps(statedTerm(term), yearOf(year)));
  const open = (year: number) => leading.some((term) => overlaps(openTerm(term), yearOf(year)));
  return {
    unknown: stretches(years.filter((year) => !known(year) && !open(year))),
    doubtful: stretches(years.filter((year) => !known(year) && open(year))),
  };
}

/** Years in which two seats are recorded as the chair at once, as far as the evidence reaches; co-chairs are no contradiction. */
export function doubleChairs(seats: readonly Term[], span: Years): Years[] {
  const terms = seats.filter(({ role }) => role === 'chair').map(statedTerm);
  const shared = terms.flatMap((one, at) =>
    terms
      .slice(at + 1)
      .filter((other) => overlaps(one, other))
      .map((other) => sharedBy(one, other)),
  );
  return stretches(yearsIn(span).filter((year) => shared.some((period) => overlaps(period, yearOf(year)))));
}

/** The days that two periods which overlap have in common. */
function sharedBy(a: Period, b: Period): Period {
  const starts = [a.from, b.from].filter((date) => date !== null).map(firstDay);
  const ends = [a.until, b.until].filter((date) => date !== null).map(firstDay);
  return { from: starts.sort().at(-1) ?? null, until: ends.sort().at(0) ?? null };
}

const yearsIn = ({ first, last }: Years) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const yearOf = (year: number) => ({ from: String(year), until: String(year + 1) });

/** A start that the evidence does not give is where the statement was made; an end it does not give is open. */
const openTerm = ({ from, until, stated }: Term) => ({ from: from ?? stated, until });

/** As far as the evidence reaches, and no farther. */
const statedTerm = ({ from, until, stated }: Term) => ({
  from: from ?? stated,
  until: until ?? (stated === null ? null : dayAfter(stated)),
});

/** Years in order, gathered where one follows the other. */
function stretches(years: readonly number[]): Years[] {
  const found: Years[] = [];
  for (const year of years) {
    const previous = found.at(-1);
    if (previous?.last === year - 1) previous.last = year;
    else found.push({ first: year, last: year });
  }
  return found;
}

/** The years a body's terms are shown for: from the earliest date known of it to the year of the day. */
export function yearsShown(
  known: readonly (PartialDate | null)[],
  terms: readonly Term[],
  day: string,
): Years {
  const starts = [...known, ...terms.flatMap(({ from, stated }) => [from, stated])].filter(
    (date) => date !== null,
  );
  const last = Math.max(Number(day.slice(0, 4)), ...terms.map(({ from }) => Number(from?.slice(0, 4) ?? 0)));
  return { first: Math.min(last, ...starts.map((date) => Number(date.slice(0, 4)))), last };
}
