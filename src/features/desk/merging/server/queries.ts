import { choices, type Choices } from '#features/desk/naming/server/queries.ts';
import { mergingFields } from '#features/desk/merging/schema.ts';
import { mayKeep } from '#features/desk/server/queries.ts';
import { mergedFrom, namings, type Naming } from '#features/organisations/merging/server/queries.ts';
import * as organisations from '#features/organisations/server/queries.ts';
import type { OrganisationName } from '#features/organisations/server/queries.ts';
import type { Translated } from '#lib/translated.ts';
import type { Tx } from '#lib/server/db/viewer.ts';

/** One of the two records, as somebody looks at it who decides whether both are one organisation. */
export type Side = OrganisationName & {
  aliases: string[];
  type: Translated;
  isArchived: boolean;
  /** What names it, and would move with it. */
  namings: Naming[];
};

export type Merging = {
  organisation: Side;
  /** What was merged into it before. */
  merged: OrganisationName[];
  titles: Choices;
};

/** An organisation that may be a duplicate, with all that names it. Throws refused, notFound. */
export async function open(tx: Tx, ref: string): Promise<Merging> {
  mayKeep(tx);
  const titles = await choices(tx, mergingFields);
  return {
    organisation: await sideOf(tx, ref),
    merged: await mergedFrom(tx, ref),
    titles: { ...titles, organisations: (titles['organisations'] ?? []).filter((one) => one.ref !== ref) },
  };
}

/** A record to compare. Throws refused, notFound. */
export async function sideOf(tx: Tx, ref: string): Promise<Side> {
  mayKeep(tx);
  const { name, acronym, aliases, type, about } = await organisations.get(tx, ref);
  const isArchived = about.archivedAt !== null;
  return { ref, name, acronym, aliases, type, isArchived, namings: await namings(tx, ref) };
}
