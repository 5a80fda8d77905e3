import type { Tx } from '#lib/server/db/viewer.ts';
import { dismissPair, recallPair, type Pair, type PairTable } from '#lib/server/history/pairs.ts';

const pairs: PairTable = {
  table: 'overlap_dismissals',
  of: 'actions',
  column: 'action_id',
  print: 'action_print',
};

/** Remembers that two actions are no duplicates, and why. Throws refused, notFound, and when the reason is missing. */
export const dismiss = (tx: Tx, pair: Pair, reason: string): Promise<void> =>
  dismissPair(tx, pairs, pair, reason);

/** Has two actions flagged again. Throws refused, notFound. */
export const recall = (tx: Tx, pair: Pair): Promise<void> => recallPair(tx, pairs, pair);
