import { firstDay, type PartialDate } from '#lib/dates.ts';

export type BodyStatus = 'not-yet' | 'proposed' | 'active' | 'closed';

/** The three dates a body's status follows from; any may be unknown. */
export type BodyDates = {
  proposed: PartialDate | null;
  established: PartialDate | null;
  closed: PartialDate | null;
};

/**
 * What a body is on a civil day. A date known to the month or year counts from its first day. A body that was never
 * only proposed and whose founding no source dates is taken as active.
 */
export function bodyStatus({ proposed, established, closed }: BodyDates, day: string): BodyStatus {
  const reached = (date: PartialDate | null) => date !== null && firstDay(date) <= day;
  if (reached(closed)) return 'closed';
  if (reached(established)) return 'active';
  if (reached(proposed)) return 'proposed';
  return established === null && proposed === null ? 'active' : 'not-yet';
}

/** A record with those below it. */
export type Branch<T> = { node: T; branches: Branch<T>[] };

/** Records as a tree, each level in the order given; one whose parent is not among them stands at the top. */
export function treeOf<T extends { ref: string; parent: string | null }>(nodes: readonly T[]): Branch<T>[] {
  const known = new Set(nodes.map((node) => node.ref));
  const below = Map.groupBy(nodes, ({ parent }) => (parent !== null && known.has(parent) ? parent : null));
  const grow = (parent: string | null): Branch<T>[] =>
    (below.get(parent) ?? []).map((node) => ({ node, branches: grow(node.ref) }));
  return grow(null);
}
