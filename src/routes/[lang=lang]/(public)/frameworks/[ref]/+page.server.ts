import * as frameworks from '#features/frameworks/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import { civilDay } from '#lib/dates.ts';
import { readSettings } from '#settings';

const { TIME_ZONE } = readSettings();

/** A framework with its items. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const framework = await frameworks.get(tx, ref);
    return {
      framework,
      changed: civilDay(framework.about.updatedAt, TIME_ZONE),
      sources: await sourcesOf(tx, [{ kind: 'frameworks', ref }]),
    };
  });
