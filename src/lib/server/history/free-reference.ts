import { sql } from 'kysely';
import type { Tx } from '#lib/server/db/viewer.ts';

/**
 * The next reference that begins with `stem` and ends in a number: "LM-2026-3-P12". Taken ones count wherever they are,
 * also where whoever asks does not see them. The turn must have been taken (takeTurn).
 */
export async function freeReference(tx: Tx, kind: string, stem: string): Promise<string> {
  const { rows } = await sql<{
    next: number;
  }>`select next_reference_number(${kind}, ${stem}) as next`.execute(tx.db);
  return `${stem}${String(rows[0]?.next ?? 1)}`;
}
