import * as indicators from '#features/indicators/places/server/queries.ts';
import { sourcesOf } from '#features/people/server/queries.ts';
import * as places from '#features/places/server/queries.ts';
import { lastChange } from '../../last-change.ts';

/** A place with what lies in it and what is counted there. */
export const load = ({ params: { ref }, locals }) =>
  locals.ask(async (tx) => {
    const place = await places.get(tx, ref);
    return {
      place,
      changed: lastChange(place),
      indicators: await indicators.atPlace(tx, ref),
      sources: await sourcesOf(tx, [{ kind: 'places', ref }]),
    };
  });
