import { shifted } from '#lib/dates.ts';
import type { Visibility } from '#lib/record.ts';
import type { Presence } from './schema.ts';

/** Where the minutes of a meeting are in their life. Adopted minutes are locked. */
export type MinutesStatus = 'draft' | 'circulated' | 'adopted';

export type MinutesDays = {
  circulated: string | null;
  /** The last day on which a member can propose a correction. */
  correctionsUntil: string | null;
  adopted: string | null;
};

export function minutesStatus({
  circulated,
  adopted,
}: Pick<MinutesDays, 'circulated' | 'adopted'>): MinutesStatus {
  if (adopted !== null) return 'adopted';
  return circulated === null ? 'draft' : 'circulated';
}

/** Can a member propose a correction on a civil day? */
export function takesCorrections(days: MinutesDays, day: string): boolean {
  return minutesStatus(days) === 'circulated' && day <= (days.correctionsUntil ?? '');
}

/** Who counts as having been there: the seat was filled, by its holder or somebody in their place. */
export const counts = (presence: Presence) => presence === 'present' || presence === 'represented';

/** So many days after a meeting its minutes are late when they have not been circulated. */
export const lateAfterDays = 14;

/** For so long after a meeting its minutes are asked for; older ones are taken as they are. */
const askedForDays = 365;

/** Meetings whose minutes are late on a day ended between these two: the first days after them, both included. */
export function lateBetween(day: string): { from: string; until: string } {
  return { from: shifted(day, -askedForDays), until: shifted(day, -lateAfterDays) };
}

const widening: readonly Visibility[] = ['secretariat', 'body', 'network', 'public'];

/** Until they are adopted minutes are between those who sit in the body, whatever they are for afterwards. */
export function whileCirculated(visibility: Visibility, hasBody: boolean): Visibility {
  const most = widening.indexOf(hasBody ? 'body' : 'network');
  return widening[Math.min(widening.indexOf(visibility), most)] ?? 'secretariat';
}
