import { sql } from 'kysely';
import { ExpectedError, notFound, refused } from '#lib/errors.ts';
import { hasDuty } from '#lib/access.ts';
import { cleanLine } from '#lib/i18n/text.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { RecordTable } from './change.ts';
import { addHistory, takeTurn } from './entries.ts';

/**
 * Pairs of records of one kind that were found to be two different things: the table they are kept in, its column for the
 * smaller id, and the function that says what a record says (migrations: 0038).
 */
export type PairTable = { table: string; of: RecordTable; column: string; print: string };
export type Pair = readonly [string, string];
const mostReason = 400;

/** The ids of the two records of a pair, the smaller first. Throws notFound, also for a record paired with itself. */
async function idsOf(tx: Tx, { of }: PairTable, [one, other]: Pair): Promise<[number, number]> {
  const { rows } = await sql<{ id: number; ref: string }>`
    select id, ref from ${sql.table(of)} where ref in (${one}, ${other}) order by id`.execute(tx.db);
  const [first, second] = rows;
  if (!first || !second) throw notFound(of, rows.some(({ ref }) => ref === one) ? other : one);
  return [first.id, second.id];
}

/**
 * Remembers that two records are two different things, and why; as they read now. Only the secretariat. Throws refused,
 * notFound, and `record.reason_missing`.
 */
export async function dismissPair(tx: Tx, pairs: PairTable, pair: Pair, why: string): Promise<void> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused(pairs.table);
  const reason = cleanLine(why).slice(0, mostReason);
  if (reason.length < 3) throw new ExpectedError('record.reason_missing', 422);
  await takeTurn(tx);
  const [first, second] = await idsOf(tx, pairs, pair);
  const account = tx.viewer.kind === 'person' ? tx.viewer.account : null;
  const print = sql.ref(pairs.print);
  await sql`insert into ${sql.table(pairs.table)}
      (${sql.ref(pairs.column)}, other_id, reason, seen, account_id, dismissed_at)
    values (${first}, ${second}, ${reason}, array[${print}(${first}), ${print}(${second})], ${account}, ${tx.now})
    on conflict (${sql.ref(pairs.column)}, other_id) do update set reason = excluded.reason, seen = excluded.seen,
      account_id = excluded.account_id, dismissed_at = excluded.dismissed_at`.execute(tx.db);
  await remember(tx, pairs, pair, { dismissed: true, reason });
}

/** Has a pair looked at again that was dismissed. Only the secretariat. Throws refused, notFound. */
export async function recallPair(tx: Tx, pairs: PairTable, pair: Pair): Promise<void> {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused(pairs.table);
  await takeTurn(tx);
  const [first, second] = await idsOf(tx, pairs, pair);
  const gone = await sql`delete from ${sql.table(pairs.table)}
    where ${sql.ref(pairs.column)} = ${first} and other_id = ${second}`.execute(tx.db);
  if (gone.numAffectedRows) await remember(tx, pairs, pair, { dismissed: false, reason: null });
}

type Said = { dismissed: boolean; reason: string | null };

/** Both records tell of it: whoever looks at either finds why they were kept apart. */
async function remember(tx: Tx, { of }: PairTable, [one, other]: Pair, said: Said): Promise<void> {
  const entry = (ref: string, beside: string) => ({
    kind: of,
    ref,
    version: null,
    action: 'change' as const,
    before: said.dismissed ? {} : { not_the_same_as: beside },
    after: said.dismissed ? { not_the_same_as: beside } : { not_the_same_as: null },
    reason: said.reason,
  });
  await addHistory(tx, [entry(one, other), entry(other, one)]);
}
