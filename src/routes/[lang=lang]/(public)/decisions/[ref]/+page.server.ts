import { mayChange } from '#features/desk/outcomes/server/queries.ts';
import * as points from '#features/meetings/action-points/server/queries.ts';
import * as stored from '#features/files/stored/server/queries.ts';
import * as decisions from '#features/meetings/decisions/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

/** More action points than follow from a decision. */
const mostPoints = 100;

/** A decision: its words, where and when it was taken, what it led to. */
export const load: PageServerLoad = async ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const { today } = locals;
    const decision = await decisions.get(tx, ref);
    return {
      decision,
      changed: lastChange(decision),
      points: (await points.list(tx, { decision: ref }, { today, size: mostPoints })).rows,
      mayChange: await mayChange(tx, 'decisions', ref),
      cites: await stored.mayCite(tx, 'decisions', ref),
      sources: await sourcesOf(tx, [{ kind: 'decisions', ref }]),
    };
  });
