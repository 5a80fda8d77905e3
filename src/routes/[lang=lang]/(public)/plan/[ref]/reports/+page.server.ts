import { roundsOf } from '#features/rounds/completeness/server/queries.ts';
import { owed, publishedIn } from '#features/rounds/publishing/server/queries.ts';
import * as plans from '#features/plans/server/queries.ts';
import { readSettings } from '#settings';

const tellsLate = readSettings().PUBLISH_LATE === 'yes';

/** The rounds of a plan with what was published in each; who owes reports only where the installation tells it. */
export const load = ({ params: { ref }, locals: { ask, today } }) =>
  ask(async (tx) => {
    const { title } = await plans.get(tx, ref);
    const rounds = [];
    for (const round of await roundsOf(tx, ref))
      rounds.push({
        round,
        reports: await publishedIn(tx, round.id),
        owed: tellsLate ? await owed(tx, round.ref) : [],
      });
    return { plan: { ref, title }, rounds, today };
  });
