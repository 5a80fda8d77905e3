import type { Translated } from '#lib/translated.ts';

/** Two records that may say the same, as the desk shows them side by side. */
export type ShownPair = {
  one: ShownSide;
  other: ShownSide;
  /** Why they may be the same, in words. */
  grounds: string[];
  dismissal: { reason: string; by: string | null; at: Date; isStale: boolean } | null;
};
export type ShownSide = { ref: string; href: string; title: Translated; facts: string[] };

/** A pair that was refused, with what was typed. */
export type PairRefusal = {
  one: string;
  other: string;
  reason: { code: string } | null;
  typed: string;
};
