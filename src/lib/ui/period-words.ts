import type { Period } from '#lib/dates.ts';
import type { Language } from '#lib/i18n/context.ts';
import { dayBefore } from '#lib/dates.ts';
import { formatDate, formatPeriod } from '#lib/i18n/format.ts';

/** A half-open period in words; an open end is said ("since July 2022", "until 23 December 2022"). */
export function periodWords({ from, until }: Period, { lang, say }: Language): string {
  if (from !== null && until !== null) return formatPeriod(from, until, lang);
  if (from !== null) return say('ui_period_since', { date: formatDate(from, lang) });
  if (until === null) return say('ui_period_unknown');
  const last = dayBefore(until).slice(0, until.length);
  return say('ui_period_until', { date: formatDate(last, lang) });
}
