import type { PlaceInput } from '#features/places/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes places; a parent may be in the same list. */
export async function save(tx: Tx, inputs: readonly PlaceInput[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly PlaceInput[]): Promise<Saved[]> {
  const parents = await lookup(
    tx,
    'places',
    inputs.map((input) => input.parent),
  );
  return saveRecords(
    tx,
    'places',
    inputs.map((input) => ({
      common: input,
      values: {
        level: input.level,
        name: input.name,
        aliases: input.aliases,
        parent_id: parents.idOrNull(input.parent),
        iso3: input.iso3 ?? null,
        latitude: input.latitude ?? null,
        longitude: input.longitude ?? null,
      },
      entry: {
        path: `/places/${input.ref}`,
        title: input.name,
        names: input.aliases,
        listed: input.level === 'division' || input.level === 'district',
      },
    })),
  );
}
