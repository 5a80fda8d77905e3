import type { SeatInput } from '#features/bodies/schema.ts';
import { firstDay, includes } from '#lib/dates.ts';

type Holder = SeatInput['holders'][number];
export type Passing = { leaver: string; successor: string; day: string };

const endsAfter = ({ until_on: until }: { until_on?: string | undefined }, day: string) =>
  until === undefined || firstDay(until) > day;
const beginsBefore = ({ from_on: from }: { from_on?: string | undefined }, day: string) =>
  from === undefined || firstDay(from) < day;

/**
 * Who holds a seat once it is passed on: the leaver until the day, the successor from it, in the same capacity and until
 * the same end. What the leaver would have begun only later is the successor's from its beginning.
 */
export function passSeat(holders: readonly Holder[], { leaver, successor, day }: Passing): Holder[] {
  return holders.flatMap((holder) => {
    if (holder.person !== leaver || !endsAfter(holder, day)) return [holder];
    const old = beginsBefore(holder, day) ? [{ ...holder, until_on: day }] : [];
    const from = beginsBefore(holder, day) ? day : (holder.from_on ?? day);
    return [
      ...old,
      ...(alreadyHolds(holders, holder, { successor, from }) ? [] : [taken(holder, successor, from)]),
    ];
  });
}

function taken(holder: Holder, successor: string, from: string): Holder {
  return { ...holder, person: successor, from_on: from };
}

function alreadyHolds(
  holders: readonly Holder[],
  { capacity }: Holder,
  { successor, from }: { successor: string; from: string },
): boolean {
  return holders.some(
    (other) =>
      other.person === successor &&
      other.capacity === capacity &&
      includes({ from: other.from_on ?? null, until: other.until_on ?? null }, firstDay(from)),
  );
}
