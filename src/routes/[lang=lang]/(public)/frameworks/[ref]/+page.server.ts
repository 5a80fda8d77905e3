import * as frameworks from '#features/frameworks/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { lastChange } from '../../last-change.ts';

/** A framework with its items. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const framework = await frameworks.get(tx, ref);
    return {
      framework,
      changed: lastChange(framework),
      sources: await sourcesOf(tx, [{ kind: 'frameworks', ref }]),
    };
  });
