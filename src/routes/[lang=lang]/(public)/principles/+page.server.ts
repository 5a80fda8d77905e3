import * as frameworks from '#features/frameworks/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';

/** The guiding principles of the Compact with what is on record for each. */
export const load = ({ locals }) =>
  locals.ask(async (tx) => {
    const principles = await frameworks.principles(tx);
    return {
      principles,
      sources: await sourcesOf(
        tx,
        principles.map(({ ref }) => ({ kind: 'items', ref })),
      ),
    };
  });
