import type { Tx } from '#lib/server/db/viewer.ts';

/** Something was read that asks to be remembered: a page, a history, an export, data of an account, a file. */
export type Reading = {
  kind: string;
  ref: string;
  what: 'page' | 'history' | 'export' | 'account' | 'file';
};

/** Kinds of record about a person: opening their history is remembered. */
const asking: ReadonlySet<string> = new Set(['people', 'accounts']);

export const asksForReading = (kind: string) => asking.has(kind);

/** Adds a line to the log of reading, in the transaction that reads: what is shown was noted. The public leaves none. */
export async function noteReading(tx: Tx, { kind, ref, what }: Reading): Promise<void> {
  const { viewer } = tx;
  if (viewer.kind === 'public') return;
  await tx.db
    .insertInto('reads')
    .values({
      at: tx.now,
      request_id: tx.requestId,
      account_id: viewer.kind === 'person' ? viewer.account : null,
      actor: viewer.actor,
      kind,
      ref,
      what,
    })
    .execute();
}
