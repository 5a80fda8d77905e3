import type { PersonInput } from '#features/people/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes people in office. */
export async function save(tx: Tx, inputs: readonly PersonInput[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'people',
    inputs.map((input) => ({
      common: input,
      values: { name: input.name, honorific: input.honorific ?? null, aliases: input.aliases },
      entry: { path: `/people/${input.ref}`, title: input.name, names: input.aliases },
    })),
  );
}
