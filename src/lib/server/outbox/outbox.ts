import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * Leaves work for a job in the transaction: it happens after the commit, or not at all. What `goesLast` is done when
 * nothing else is due.
 */
export async function enqueue(
  tx: Pick<Tx, 'db' | 'now'>,
  topic: string,
  payload: Record<string, unknown>,
  { goesLast = false }: { goesLast?: boolean } = {},
): Promise<void> {
  await tx.db
    .insertInto('outbox')
    .values({
      topic,
      payload: JSON.stringify(payload),
      created_at: tx.now,
      due_at: tx.now,
      goes_last: goesLast,
    })
    .execute();
}
