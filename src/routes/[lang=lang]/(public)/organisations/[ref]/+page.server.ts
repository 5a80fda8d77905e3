import { redirect } from '@sveltejs/kit';
import * as seats from '#features/bodies/seats/server/queries.ts';
import { yearsShown } from '#features/bodies/seats/rules.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { mergedInto } from '#features/organisations/merging/server/queries.ts';
import * as organisations from '#features/organisations/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

/** How many meetings and commitments are shown. */
const size = 10;

/** An organisation: its seats through time, its people in office, what it organised, what it stands behind. */
export const load: PageServerLoad = async ({ params: { ref, lang }, locals }) => {
  const into = await locals.ask((tx) => mergedInto(tx, ref));
  if (into !== undefined) redirect(308, `/${lang}/organisations/${into}`);
  return locals.ask(async (tx) => {
    const organisation = await organisations.get(tx, ref);
    const held = await seats.list(tx, { organisation: ref });
    const positions = await organisations.positions(tx, { organisation: ref });
    return {
      organisation,
      changed: lastChange(organisation),
      seats: held,
      years: yearsShown([], held, locals.today),
      positions,
      meetings: await meetings.list(tx, { organisation: ref }, { sort: '-date', today: locals.today, size }),
      commitments: await commitments.list(
        tx,
        { organisation: ref, older: true },
        { order: '-made', page: 1, size, lang },
      ),
      sources: await sourcesOf(tx, [
        { kind: 'organisations', ref },
        ...positions.map((position) => ({ kind: 'positions', ref: position.ref })),
      ]),
    };
  });
};
