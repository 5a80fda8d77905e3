import { z } from 'zod';
import { seatedOn, yearsShown } from '#features/bodies/seats/rules.ts';
import * as seats from '#features/bodies/seats/server/queries.ts';
import * as bodies from '#features/bodies/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import * as meetings from '#features/meetings/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { mayEnter } from '#features/portal/room/server/queries.ts';
import { firstDay, partialDate } from '#lib/dates.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

const query = z.object({ on: partialDate.transform(firstDay).optional().catch(undefined) });

/** How many meetings and decisions are shown before the whole list. */
const size = 6;

/** A body as it is on the day asked for (`on`), or today. */
export const load: PageServerLoad = async ({ params: { ref }, url, locals }) => {
  const { today } = locals;
  const day = query.parse(Object.fromEntries(url.searchParams)).on ?? today;
  return locals.ask(async (tx) => {
    const body = await bodies.get(tx, ref, day);
    const held = await seats.list(tx, { body: ref });
    const seated = seatedOn(held, day);
    const met = await meetings.list(tx, { body: ref }, { sort: 'date', today, size: 1 });
    const known = [body.established, body.proposed, met.rows[0]?.from ?? null];
    return {
      body,
      changed: lastChange(body),
      around: await bodies.around(tx, ref, day),
      day,
      isToday: day === today,
      hasRoom: mayEnter(tx, ref),
      held,
      seated,
      unseated: held.filter((seat) => !seated.includes(seat)),
      years: yearsShown(known, held, today),
      size,
      met: met.total,
      coming: await meetings.list(tx, { body: ref }, { side: 'coming', today, size }),
      past: await meetings.list(tx, { body: ref }, { side: 'past', today, size }),
      decided: await decisions.list(tx, { body: ref }, { sort: '-date', size }),
      points: await points.list(tx, { body: ref, state: 'unfinished' }, { today, size }),
      actions: await decisions.actionsOf(tx, ref, { today, most: size }),
      today,
      sources: await sourcesOf(tx, [
        { kind: 'bodies', ref },
        ...held.map((seat) => ({ kind: 'seats', ref: seat.ref })),
      ]),
    };
  });
};
