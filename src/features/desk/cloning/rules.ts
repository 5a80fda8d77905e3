import { monthsAfter } from '#features/meetings/workbench/rules.ts';

/** What a clone takes over, when it is, and how often it repeats. */
export type Cloning = {
  day: string;
  parts: ReadonlySet<ClonePart>;
  times: number;
  /** Months between one and the next. */
  every: number;
};

export const cloneParts = ['agenda', 'unfinished', 'people', 'papers'] as const;
export type ClonePart = (typeof cloneParts)[number];

/** So many meetings are made at once at most: ten years of quarterly ones. */
export const mostTimes = 40;

/** The days of a series, the first one included. */
export const daysOf = ({ day, times, every }: Pick<Cloning, 'day' | 'times' | 'every'>): string[] =>
  Array.from({ length: times }, (_, n) => monthsAfter(day, n * every));

/** An item as cloning looks at it. */
export type Cloneable = {
  ref: string;
  parent: string | null;
  ended: string | null;
  /** Is it carried on by another item already? */
  isTaken: boolean;
};

/**
 * What becomes of an item of a meeting in its clone. `carry`: it is unfinished and goes on; `copy`: it stands on the
 * agenda anew; null: it stays behind. An item of a meeting that was held is unfinished until somebody says how it ended.
 */
export function fateOf(
  { ended, isTaken }: Cloneable,
  { parts, isHeld, isFirst }: { parts: ReadonlySet<ClonePart>; isHeld: boolean; isFirst: boolean },
): 'carry' | 'copy' | null {
  const isUnfinished = ended === 'carried-over' || (ended === null && isHeld);
  if (isUnfinished && !isTaken && isFirst && parts.has('unfinished')) return 'carry';
  return parts.has('agenda') ? 'copy' : null;
}
