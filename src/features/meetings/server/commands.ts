import type { MeetingInput } from '#features/meetings/schema.ts';
import type { Tx } from '#lib/server/db/viewer.ts';
import type { Edited, Saved } from '#lib/server/history/change.ts';
import { byLevels, lookup } from '#lib/server/history/lookup.ts';
import { saveRecords } from '#lib/server/history/save.ts';

/** Creates or changes meetings and events; a parent (an observance) may be in the same list. */
export async function save(tx: Tx, inputs: readonly Edited<MeetingInput>[]): Promise<Saved[]> {
  const saved: Saved[] = [];
  for (const level of byLevels(inputs)) saved.push(...(await saveLevel(tx, level)));
  return saved;
}

async function saveLevel(tx: Tx, inputs: readonly Edited<MeetingInput>[]): Promise<Saved[]> {
  const bodies = await lookup(
    tx,
    'bodies',
    inputs.flatMap((input) => [input.body, ...input.bodies.map(({ body }) => body)]),
  );
  const parents = await lookup(
    tx,
    'meetings',
    inputs.map((input) => input.parent),
  );
  const places = await lookup(
    tx,
    'places',
    inputs.map((input) => input.place),
  );
  const organisations = await lookup(
    tx,
    'organisations',
    inputs.flatMap((input) => input.organisations.map(({ organisation }) => organisation)),
  );
  const people = await lookup(
    tx,
    'people',
    inputs.flatMap((input) => input.people.map(({ person }) => person)),
  );
  return saveRecords(
    tx,
    'meetings',
    inputs.map((input) => ({
      common: input,
      values: {
        ...plainValues(input),
        body_id: bodies.idOrNull(input.body),
        parent_id: parents.idOrNull(input.parent),
        place_id: places.idOrNull(input.place),
      },
      links: {
        meeting_organisations: input.organisations.map(({ organisation, role }) => ({
          organisation_id: organisations.idOf(organisation),
          role,
        })),
        meeting_people: input.people.map(({ person, role }) => ({ person_id: people.idOf(person), role })),
        meeting_bodies: input.bodies.map(({ body, role }) => ({ body_id: bodies.idOf(body), role })),
      },
      entry: {
        path: `/meetings/${input.ref}`,
        title: input.title,
        summary: input.summary,
        text: [input.venue, input.note],
        dated: input.from_on,
      },
    })),
  );
}

function plainValues(input: MeetingInput) {
  return {
    ...placeValues(input),
    kind: input.kind,
    title: input.title,
    from_on: input.from_on,
    until_on: input.until_on ?? null,
    starts_at: input.starts_at ?? null,
    ends_at: input.ends_at ?? null,
    summary: input.summary ?? null,
    date_basis: input.date_basis ?? null,
    ordinal: input.ordinal ?? null,
    cancelled_on: input.cancelled_on ?? null,
  };
}

/** Where it is held and in which language. */
function placeValues({ venue, online_link, language, interpretation }: MeetingInput) {
  return {
    venue: venue ?? null,
    online_link: online_link ?? null,
    language: language ?? null,
    interpretation: interpretation ?? null,
  };
}
