import * as frameworks from '#features/frameworks/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';

/** A framework with its items. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => ({
    framework: await frameworks.get(tx, ref),
    sources: await sourcesOf(tx, [{ kind: 'frameworks', ref }]),
  }));
