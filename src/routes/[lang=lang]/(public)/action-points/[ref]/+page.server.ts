import { mayChange } from '#features/desk/outcomes/server/queries.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

/** An action point: what, who, by when, how far it is, and what it belongs to. */
export const load: PageServerLoad = async ({ params: { ref }, locals: { ask, today } }) =>
  ask(async (tx) => {
    const point = await points.get(tx, ref, today);
    return {
      point,
      changed: lastChange(point),
      mayReport: await points.mayReport(tx, ref),
      mayChange: await mayChange(tx, 'action_points', ref),
      cites: await stored.mayCite(tx, 'action_points', ref),
      sources: await sourcesOf(tx, [{ kind: 'action_points', ref }]),
    };
  });
