import type {
  OrganisationInput,
  OrganisationTypeInput,
  PositionInput,
} from '#features/organisations/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { refuseCircles } from '#lib/server/history/circles.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes types of organisation (a code list of the country pack). */
export async function saveTypes(tx: Tx, inputs: readonly OrganisationTypeInput[]): Promise<Saved[]> {
  return saveRecords(
    tx,
    'organisation_types',
    inputs.map((input) => ({
      common: input,
      values: { name: input.name, sector: input.sector, sort: input.sort },
      entry: { path: `/organisations?type=${input.ref}`, title: input.name, listed: false },
    })),
  );
}

/** Creates or changes organisations; a parent may be in the same list. Throws record.within_itself. */
export async function save(tx: Tx, inputs: readonly Edited<OrganisationInput>[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  await refuseCircles(tx, 'organisations', inputs);
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Edited<OrganisationInput>[]): Promise<Saved[]> {
  const types = await lookup(
    tx,
    'organisation_types',
    inputs.map((input) => input.type),
  );
  const parents = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.parent),
  );
  return saveRecords(
    tx,
    'organisations',
    inputs.map((input) => ({
      common: input,
      values: {
        name: input.name,
        acronym: input.acronym ?? null,
        aliases: input.aliases,
        type_id: types.idOf(input.type),
        parent_id: parents.idOrNull(input.parent),
        website: input.website ?? null,
      },
      entry: {
        path: `/organisations/${input.ref}`,
        title: input.name,
        names: [input.acronym, ...input.aliases],
        text: [input.note],
      },
    })),
  );
}

/** Creates or changes offices held by people. */
export async function savePositions(tx: Tx, inputs: readonly Edited<PositionInput>[]): Promise<Saved[]> {
  const people = await lookup(
    tx,
    'people',
    inputs.map((input) => input.person),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.map((input) => input.organisation),
  );
  return saveRecords(
    tx,
    'positions',
    inputs.map((input) => ({
      common: input,
      values: {
        person_id: people.idOf(input.person),
        organisation_id: organisations.idOf(input.organisation),
        title: input.title,
        from_on: input.from_on ?? null,
        until_on: input.until_on ?? null,
        stated_on: input.stated_on ?? null,
      },
      entry: { path: `/people/${input.person}#${input.ref}`, title: input.title, listed: false },
    })),
  );
}
