import { sql } from 'kysely';
import { hasDuty } from '#lib/access.ts';
import { ExpectedError, refused } from '#lib/errors.ts';
import { wordsOf } from '#lib/i18n/words.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import { addHistory, takeTurn } from './entries.ts';

export type Erasing = {
  kind: string;
  ref: string;
  /** The record's version after it was erased. */
  version: number;
  /** The columns whose content is gone. */
  columns: readonly string[];
  /** Texts whose words nobody shall find any more. */
  texts: readonly string[];
  reason: string;
};

/** May this viewer take personal data out for good? Throws refused, and when the reason is missing. */
export function mayErase(tx: Tx, kind: string, reason: string): void {
  if (!hasDuty(tx.viewer, 'secretariat')) throw refused(kind);
  if (reason.trim().length < 3) throw new ExpectedError('record.reason_missing', 422);
}

/**
 * After a record was emptied of personal data: notes who did it and why, takes the content out of every earlier entry
 * of its history, and its words out of search. The chain keeps the proofs. Returns how many entries were emptied.
 */
export async function eraseTraces(tx: Tx, erasing: Erasing): Promise<number> {
  const { kind, ref, version, columns, texts, reason } = erasing;
  mayErase(tx, kind, reason);
  await takeTurn(tx);
  await addHistory(tx, [
    { kind, ref, version, action: 'erase', before: {}, after: { erased: columns }, reason: reason.trim() },
  ]);
  const emptied = await sql<{ number: number }>`
    select erase_history_content(${kind}, ${ref}, (select history_number from data_version)) as number`.execute(
    tx.db,
  );
  const words = texts.flatMap((text) => wordsOf(text));
  await sql`select forget_words(${words}::text[])`.execute(tx.db);
  return emptied.rows[0]?.number ?? 0;
}
