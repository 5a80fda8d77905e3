import { itemPath } from '#features/frameworks/rules.ts';
import type { FrameworkInput, ItemInput } from '#features/frameworks/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Saved } from '#lib/server/history/change.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes frameworks. */
export async function save(tx: Tx, inputs: readonly FrameworkInput[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'frameworks',
    inputs.map((input) => ({
      common: input,
      values: {
        name: input.name,
        acronym: input.acronym ?? null,
        summary: input.summary ?? null,
        adopted_on: input.adopted_on ?? null,
        sort: input.sort,
      },
      entry: {
        path: `/frameworks/${input.ref}`,
        title: input.name,
        summary: input.summary,
        names: [input.acronym],
        dated: input.adopted_on,
      },
    })),
  );
}

/** Creates or changes items; parents may be in the same list, linked items must stand before it. */
export async function saveItems(tx: Tx, inputs: readonly ItemInput[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly ItemInput[]): Promise<Saved[]> {
  const frameworks = await lookup(
    tx,
    'frameworks',
    inputs.map((input) => input.framework),
  );
  const items = await lookup(
    tx,
    'items',
    inputs.flatMap((input) => [input.parent, ...input.links.map(({ to }) => to)]),
  );
  return saveRecords(
    tx,
    'items',
    inputs.map((input) => ({
      common: input,
      values: {
        framework_id: frameworks.idOf(input.framework),
        parent_id: items.idOrNull(input.parent),
        kind: input.kind,
        code: input.code,
        title: input.title,
        short_title: input.short_title ?? null,
        locator: input.locator ?? null,
        sort: input.sort,
      },
      links: {
        crosswalks: input.links.map((link) => ({ to_item_id: items.idOf(link.to), basis: link.basis })),
      },
      entry: { path: itemPath(input), title: input.title, names: [input.short_title], text: [input.note] },
    })),
  );
}
