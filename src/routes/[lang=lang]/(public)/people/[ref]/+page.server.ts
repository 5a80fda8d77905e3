import * as seats from '#features/bodies/seats/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import * as organisations from '#features/organisations/server/queries.ts';
import * as people from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

/** How many meetings are shown. */
const size = 20;

/** A person in office: offices, seats held, meetings at which they spoke or took the chair. Nothing private. */
export const load: PageServerLoad = async ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const person = await people.get(tx, ref);
    const positions = await organisations.positions(tx, { person: ref });
    const held = await seats.list(tx, { person: ref });
    return {
      person,
      changed: lastChange(person),
      positions,
      seats: held,
      meetings: await meetings.list(tx, { person: ref }, { sort: '-date', today: locals.today, size }),
      sources: await people.sourcesOf(tx, [
        { kind: 'people', ref },
        ...positions.map((position) => ({ kind: 'positions', ref: position.ref })),
      ]),
    };
  });
