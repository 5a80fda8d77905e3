import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

/** An action with what it is part of, its parts, and what it is for. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const action = await plans.action(tx, ref);
    return {
      action,
      changed: civilDay(action.about.updatedAt, TIME_ZONE),
      sources: await sourcesOf(tx, [{ kind: 'actions', ref }]),
      today: locals.today,
    };
  });
