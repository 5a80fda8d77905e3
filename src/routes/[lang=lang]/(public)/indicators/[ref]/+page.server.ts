import * as files from '#features/files/server/queries.ts';
import { seriesOf, viewsOf } from '#features/indicators/rules.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) =>
  locals.ask(async (tx) => {
    const indicator = await indicators.get(tx, params.ref);
    const values = await indicators.observations(tx, params.ref, false);
    return {
      indicator,
      values,
      views: viewsOf(seriesOf(values)),
      differences: await indicators.differences(tx, params.ref),
      districts: indicator.map ? await indicators.byDistrict(tx, params.ref) : null,
      cited: await files.citedBy(tx, 'indicators', params.ref),
    };
  });
