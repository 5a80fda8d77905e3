import type { seatRoles } from '#features/bodies/schema.ts';
import { firstDay, includes, overlaps, dayAfter, type PartialDate } from '#lib/dates.ts';

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

/** The years, both included, of which no leading seat is known: a gap to be said, not to be filled. */
export function yearsWithoutLead(seats: readonly Term[], { first, last }: Years): Years[] {
  const gaps: Years[] = [];
  for (let year = first; year <= last; year += 1) {
    if (seats.some((seat) => leads(seat) && isDuring(seat, year))) continue;
    const previous = gaps.at(-1);
    if (previous?.last === year - 1) previous.last = year;
    else gaps.push({ first: year, last: year });
  }
  return gaps;
}

/** Does the evidence reach into the year? An end that it does not give lies where the statement was made. */
function isDuring({ from, until, stated }: Term, year: number): boolean {
  const known = { from: from ?? stated, until: until ?? (stated === null ? null : dayAfter(stated)) };
  return overlaps(known, { from: String(year), until: String(year + 1) });
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
