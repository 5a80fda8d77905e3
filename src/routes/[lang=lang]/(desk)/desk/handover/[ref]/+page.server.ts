import * as handovers from '#features/accounts/handover/server/queries.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import type { PageServerLoad } from './$types';

/** How much of each is on the sheet. */
const size = 10;

/** The briefing of a successor: what was passed on, and per body and organisation what is ahead and what was decided. */
export const load: PageServerLoad = ({ params: { ref, lang }, locals }) =>
  locals.ask(async (tx) => {
    const handover = await handovers.get(tx, ref);
    const bodies = new Map(handover.seats.map(({ body }) => [body.ref, body]));
    const organisations = new Map(
      [...handover.seats, ...handover.positions].map(({ organisation }) => [organisation.ref, organisation]),
    );
    const { today } = locals;
    return {
      handover,
      bodies: await Promise.all(
        [...bodies.values()].map(async (body) => ({
          body,
          coming: (await meetings.list(tx, { body: body.ref }, { side: 'coming', today, size })).rows,
          decided: (await decisions.list(tx, { body: body.ref }, { sort: '-date', size })).rows,
        })),
      ),
      organisations: await Promise.all(
        [...organisations.values()].map(async (organisation) => ({
          organisation,
          commitments: (
            await commitments.list(
              tx,
              { organisation: organisation.ref },
              { order: '-made', page: 1, size, lang },
            )
          ).rows,
        })),
      ),
    };
  });
