import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

/** The name of the country's network: the body without a parent that comes first. */
export async function networkName(tx: Tx): Promise<Translated> {
  const row = await tx.db
    .selectFrom('bodies')
    .select('name')
    .where('kind', '=', 'network')
    .where('parent_id', 'is', null)
    .orderBy('sort')
    .executeTakeFirst();
  return row?.name ?? { source: 'en', en: 'Setu', bn: 'সেতু', status: { en: 'original', bn: 'original' } };
}
