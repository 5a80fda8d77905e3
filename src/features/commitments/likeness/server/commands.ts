import type { Tx } from '#lib/server/db/viewer.ts';
import { dismissPair, recallPair, type Pair, type PairTable } from '#lib/server/history/pairs.ts';

const pairs: PairTable = {
  table: 'likeness_dismissals',
  of: 'commitments',
  column: 'commitment_id',
  print: 'commitment_print',
};

/** Remembers that two commitments say different things, and why. Throws refused, notFound, and when the reason is missing. */
export const dismiss = (tx: Tx, pair: Pair, reason: string): Promise<void> =>
  dismissPair(tx, pairs, pair, reason);

/** Has two commitments compared again. Throws refused, notFound. */
export const recall = (tx: Tx, pair: Pair): Promise<void> => recallPair(tx, pairs, pair);
