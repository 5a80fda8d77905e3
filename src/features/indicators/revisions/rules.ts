import { exactDay, dayAfter } from '#lib/dates.ts';

/**
 * The end of the civil day that an address asks to look back on (`?on=2024-05-01`); undefined where it names none.
 * @param timeZone the country's zone, in which the day ends
 */
export function knownAt(url: URL, timeZone: string): Date | undefined {
  const day = exactDay.safeParse(url.searchParams.get('on') ?? '');
  return day.success ? startOf(dayAfter(day.data), timeZone) : undefined;
}

/** The instant at which a civil day begins in a zone. */
function startOf(day: string, timeZone: string): Date {
  const guess = new Date(`${day}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(guess);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return new Date(guess.getTime() - (shown - guess.getTime()));
}
