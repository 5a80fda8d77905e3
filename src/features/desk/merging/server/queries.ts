import { choices, type Choices } from '#features/desk/naming/server/queries.ts';
import { mergingFields } from '#features/desk/merging/schema.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { mergedFrom, namings, type Naming } from '#features/organisations/merging/server/queries.ts';
import * as organisations from '#features/organisations/server/queries.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

export type Merging = {
  organisation: OrganisationName & { isArchived: boolean };
  /** What would move. */
  namings: Naming[];
  /** What was merged into it before. */
  merged: OrganisationName[];
  titles: Choices;
};

/** An organisation that may be a duplicate, with all that names it. Throws refused, notFound. */
export async function open(tx: Tx, ref: string): Promise<Merging> {
  mayKeep(tx);
  const { name, acronym, about } = await organisations.get(tx, ref);
  const titles = await choices(tx, mergingFields);
  return {
    organisation: { ref, name, acronym, isArchived: about.archivedAt !== null },
    namings: await namings(tx, ref),
    merged: await mergedFrom(tx, ref),
    titles: { ...titles, organisations: (titles['organisations'] ?? []).filter((one) => one.ref !== ref) },
  };
}
