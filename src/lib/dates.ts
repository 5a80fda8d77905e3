import { z } from 'zod';

/**
 * A date as precisely as it is known: "2022", "2022-07" or "2022-07-05" (ISO 8601, Gregorian).
 * Sorting these strings sorts them by their first possible day.
 */
export type PartialDate = string;
export type Precision = 'year' | 'month' | 'day';

const shape = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/u;

export function isPartialDate(value: string): value is PartialDate {
  if (!shape.test(value)) return false;
  return value.length < 10 || isoDay(new Date(`${value}T00:00:00Z`)) === value;
}

export const partialDate = z.string().refine(isPartialDate, {
  error: 'a date is written 2022, 2022-07 or 2022-07-05',
});

/** A civil day: "2022-07-05". */
export const exactDay = partialDate.refine((date) => date.length === 10, {
  error: 'a day is written 2022-07-05',
});

export function precisionOf(date: PartialDate): Precision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

/** The first day a partial date can mean: "2022-07" is "2022-07-01". */
export function firstDay(date: PartialDate): string {
  return `${date}-01-01`.slice(0, 10).replace(/-$/u, '');
}

/** The first day after everything a partial date can mean: "2022-07" gives "2022-08-01". */
export function dayAfter(date: PartialDate): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const precision = precisionOf(date);
  if (precision === 'year') return isoDay(new Date(Date.UTC(year + 1, 0, 1)));
  if (precision === 'month') return isoDay(new Date(Date.UTC(year, month, 1)));
  return isoDay(new Date(Date.UTC(year, month - 1, day + 1)));
}

/**
 * A half-open period: it includes `from` and ends before `until`.
 * A missing end is open. With partial dates, `until: "2024"` means "before 2024 began".
 */
export type Period = { from: PartialDate | null; until: PartialDate | null };

/** Does the period include the civil day `day` ("2023-01-16")? An unknown start counts as always. */
export function includes(period: Period, day: string): boolean {
  return (
    (period.from === null || firstDay(period.from) <= day) &&
    (period.until === null || day < firstDay(period.until))
  );
}

/** Do two half-open periods share a day? */
export function overlaps(a: Period, b: Period): boolean {
  const startsBefore = (x: Period, y: Period) =>
    x.from === null || y.until === null || firstDay(x.from) < firstDay(y.until);
  return startsBefore(a, b) && startsBefore(b, a);
}

/** The last day inside a half-open end: "2022-12-24" gives "2022-12-23". */
export function dayBefore(day: PartialDate): string {
  return shifted(firstDay(day), -1);
}

/** The next year, month or day, as exact as the date: "2022-12" gives "2023-01". What a last one is as a half-open end. */
export const unitAfter = (date: PartialDate): PartialDate => dayAfter(date).slice(0, date.length);

/** The year, month or day before: what the last one inside a half-open end is. */
export const unitBefore = (date: PartialDate): PartialDate => dayBefore(date).slice(0, date.length);

/** The civil day so many days after another one, or before it. */
export function shifted(day: string, days: number): string {
  return isoDay(new Date(new Date(`${day}T00:00:00Z`).getTime() + days * 86_400_000));
}

/** The civil day of an instant in the zone of the country ("Asia/Dhaka"). */
export function civilDay(instant: Date, timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    dayFormats.set(timeZone, format);
  }
  return format.format(instant);
}

/** Making a format costs a hundred times what using it does. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function isoDay(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}

/** Is a day later than today anywhere on earth? `first` is the first day a partial date can mean. */
export function isAfterToday(first: string, now: Date): boolean {
  const latestZone = 14 * 3_600_000;
  return first > new Date(now.getTime() + latestZone).toISOString().slice(0, 10);
}
