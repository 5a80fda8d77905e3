import type { Access, Duty } from '#lib/access.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Named = { ref: string; name: Translated };

/** What somebody is today besides their seats, with names: duties, and the organisations they hold an office in. */
export async function standing(
  tx: Tx,
  { duties, organisations }: Access,
): Promise<{ duties: Duty[]; organisations: Named[] }> {
  const refs = organisations.map(({ ref }) => ref);
  if (refs.length === 0) return { duties, organisations: [] };
  const named = await tx.db
    .selectFrom('organisations')
    .select(['ref', 'name'])
    .where('ref', 'in', refs)
    .orderBy('ref')
    .execute();
  return { duties, organisations: named };
}
