import * as bulletins from '#features/bulletins/server/queries.ts';
import * as commitments from '#features/commitments/trail/server/queries.ts';
import * as files from '#features/files/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { lastChange } from '../../last-change.ts';

/** A commitment with its trail, the evidence of each step, and the actions that carry it. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const commitment = await commitments.get(tx, ref);
    const steps = commitment.trail.map((step) => step.ref);
    return {
      commitment,
      changed: lastChange(commitment),
      stepSources: await files.citedByAll(tx, 'commitment_statuses', steps),
      actions: await plans.forCommitment(tx, ref),
      stories: await bulletins.stories(tx, { limit: 6, record: `commitments/${ref}` }),
      sources: await sourcesOf(tx, [{ kind: 'commitments', ref }]),
      today: locals.today,
    };
  });
