import * as bulletins from '#features/bulletins/server/queries.ts';
import * as commitments from '#features/commitments/server/queries.ts';
import * as frameworks from '#features/frameworks/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { lastChange } from '../../last-change.ts';

/** How many commitments and actions are shown before the whole list. */
const most = 12;

/** An objective with everything the register has for it. */
export const load = ({ params: { code, lang }, locals }) =>
  locals.ask(async (tx) => {
    const objective = await frameworks.objective(tx, code);
    return {
      objective,
      changed: lastChange(objective),
      commitments: await commitments.forItem(tx, objective.ref, lang, most),
      workers: await plans.workingOn(tx, objective.ref),
      actions: await plans.forItem(tx, objective.ref, { today: locals.today, most }),
      indicators: await indicators.forItem(tx, objective.ref),
      stories: await bulletins.stories(tx, { limit: 6, item: objective.ref }),
      sources: await sourcesOf(tx, [{ kind: 'items', ref: objective.ref }]),
      today: locals.today,
    };
  });
