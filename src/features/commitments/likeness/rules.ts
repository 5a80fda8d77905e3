import type { CommitmentKind, Relation } from '#features/commitments/schema.ts';
import { firstDay, type PartialDate } from '#lib/dates.ts';

/** From how alike two texts are on (pg_trgm, 0 to 1) they may say the same: alone, or where they share an item too. */
export const likeFrom = 0.5;
export const likeFromWithItem = 0.3;

/** So many are compared with each other at most, the newest: what it costs grows with the square of it. */
export const mostCompared = 400;

/** The relations that two commitments that say the same are linked by. */
export const linkedAs = ['repeats', 'answers', 'matches'] as const satisfies Relation[];
export type LinkedAs = (typeof linkedAs)[number];

/** May two texts this alike, about this many common items, say the same? */
export function mayBeAlike(likeness: number, items: number): boolean {
  return likeness >= (items > 0 ? likeFromWithItem : likeFrom);
}

type Told = { ref: string; kind: CommitmentKind; made: PartialDate | null };

/**
 * Which of two commitments the link is made by: what answers a recommendation is not the recommendation; otherwise the
 * later one repeats, answers or matches the earlier one. Without dates the order of the references decides.
 */
export function linkBetween(one: Told, other: Told, relation: LinkedAs): { from: string; to: string } {
  const asks = ({ kind }: Told) => kind === 'recommendation';
  const key = ({ ref, made }: Told) => `${made ? firstDay(made) : '9999'} ${ref}`;
  const isByOne = relation === 'answers' && asks(one) !== asks(other) ? asks(other) : key(one) >= key(other);
  return isByOne ? { from: one.ref, to: other.ref } : { from: other.ref, to: one.ref };
}
