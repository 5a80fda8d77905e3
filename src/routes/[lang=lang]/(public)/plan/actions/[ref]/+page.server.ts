import * as indicators from '#features/indicators/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as actions from '#features/plans/actions/server/queries.ts';
import * as money from '#features/plans/money/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { publishedFor } from '#features/rounds/publishing/server/queries.ts';
import { together } from '#lib/server/together.ts';
import { lastChange } from '../../../last-change.ts';

/** An action with what it is part of, its parts, what it is for, who does it where with which money, and how far it is. */
export const load = ({ params: { ref }, locals: { ask, today } }) =>
  ask((tx) => {
    const action = plans.action(tx, ref, today);
    return together({
      action,
      changed: action.then(lastChange),
      facts: actions.facts(tx, ref, today),
      money: money.ofAction(tx, ref),
      published: publishedFor(tx, ref),
      indicators: indicators.measuring(tx, 'actions', ref),
      sources: sourcesOf(tx, [{ kind: 'actions', ref }]),
      today,
    });
  });
