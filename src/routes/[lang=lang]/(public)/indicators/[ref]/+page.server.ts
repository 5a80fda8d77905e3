import * as files from '#features/files/server/queries.ts';
import { seriesOf, viewsOf } from '#features/indicators/rules.ts';
import { districtShapes } from '#features/indicators/maps/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { readSettings } from '#settings';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

const { PACKS } = readSettings();

export const load: PageServerLoad = async ({ params, locals }) =>
  locals.ask(async (tx) => {
    const indicator = await indicators.get(tx, params.ref);
    const values = await indicators.observations(tx, params.ref, false);
    return {
      indicator,
      changed: lastChange(indicator),
      values,
      views: viewsOf(seriesOf(values)),
      differences: await indicators.differences(tx, params.ref),
      districts: indicator.map ? await indicators.byDistrict(tx, params.ref) : null,
      drawn: indicator.map ? await districtShapes(PACKS) : null,
      cited: await files.citedBy(tx, 'indicators', params.ref),
    };
  });
