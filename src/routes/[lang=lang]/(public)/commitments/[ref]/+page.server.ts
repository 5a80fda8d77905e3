import * as bulletins from '#features/bulletins/server/queries.ts';
import * as commitments from '#features/commitments/trail/server/queries.ts';
import * as files from '#features/files/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { lastChange } from '../../last-change.ts';
import { together } from '#lib/server/together.ts';

/** A commitment with its trail, the evidence of each step, and the actions that carry it. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask((tx) => {
    const commitment = commitments.get(tx, ref);
    const steps = commitment.then(({ trail }) => trail.map((step) => step.ref));
    return together({
      commitment,
      changed: commitment.then(lastChange),
      stepSources: steps.then((refs) => files.citedByAll(tx, 'commitment_statuses', refs)),
      actions: plans.forCommitment(tx, ref, locals.today),
      indicators: indicators.measuring(tx, 'commitments', ref),
      stories: bulletins.stories(tx, { limit: 6, record: `commitments/${ref}` }),
      sources: sourcesOf(tx, [{ kind: 'commitments', ref }]),
      today: locals.today,
    });
  });
