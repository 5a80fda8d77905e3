import * as decisions from '#features/meetings/decisions/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();

/** A decision: its words, where and when it was taken, what it led to. */
export const load: PageServerLoad = async ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const decision = await decisions.get(tx, ref);
    return {
      decision,
      changed: civilDay(decision.about.updatedAt, TIME_ZONE),
      sources: await sourcesOf(tx, [{ kind: 'decisions', ref }]),
    };
  });
