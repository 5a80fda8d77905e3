import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { publishedFor } from '#features/rounds/publishing/server/queries.ts';
import { lastChange } from '../../../last-change.ts';

/** An action with what it is part of, its parts, and what it is for. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const action = await plans.action(tx, ref);
    return {
      action,
      changed: lastChange(action),
      published: await publishedFor(tx, ref),
      sources: await sourcesOf(tx, [{ kind: 'actions', ref }]),
      today: locals.today,
    };
  });
