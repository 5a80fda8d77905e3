import type { Access, Duty, SeatedBody } from '#lib/access.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Translated } from '#lib/translated.ts';

type Named = { ref: string; name: Translated };

/** What somebody is today, with names: duties, the bodies they sit in, the organisations they hold an office in. */
export async function standing(
  tx: Tx,
  access: Access,
): Promise<{
  duties: Duty[];
  bodies: (Named & { seats: SeatedBody['seats'] })[];
  organisations: Named[];
}> {
  const named = async (table: 'bodies' | 'organisations', refs: string[]): Promise<Named[]> =>
    refs.length === 0
      ? []
      : tx.db.selectFrom(table).select(['ref', 'name']).where('ref', 'in', refs).orderBy('ref').execute();
  const bodies = await named(
    'bodies',
    access.bodies.map(({ ref }) => ref),
  );
  return {
    duties: access.duties,
    bodies: bodies.map((body) => ({
      ...body,
      seats: access.bodies.find(({ ref }) => ref === body.ref)?.seats ?? [],
    })),
    organisations: await named(
      'organisations',
      access.organisations.map(({ ref }) => ref),
    ),
  };
}
