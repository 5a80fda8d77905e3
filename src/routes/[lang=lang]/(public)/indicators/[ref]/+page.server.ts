import * as files from '#features/files/server/queries.ts';
import { totalGaps } from '#features/indicators/checks/server/queries.ts';
import { byDistrict } from '#features/indicators/places/server/queries.ts';
import { knownAt } from '#features/indicators/revisions/rules.ts';
import { seriesOf, viewsOf } from '#features/indicators/rules.ts';
import { districtShapes } from '#features/indicators/maps/server/queries.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { readSettings } from '#settings';
import { lastChange } from '../../last-change.ts';
import type { PageServerLoad } from './$types';

const { PACKS, TIME_ZONE } = readSettings();

export const load: PageServerLoad = async ({ params, url, locals }) =>
  locals.ask(async (tx) => {
    const indicator = await indicators.get(tx, params.ref);
    const at = knownAt(url, TIME_ZONE);
    const all = await indicators.observations(tx, params.ref, {
      withDistricts: false,
      withWithdrawn: true,
      knownAt: at,
    });
    const values = all.filter(({ withdrawn }) => withdrawn === null);
    return {
      indicator,
      changed: lastChange(indicator),
      values,
      withdrawn: all.filter(({ withdrawn }) => withdrawn !== null),
      on: at ? (url.searchParams.get('on') ?? null) : null,
      gaps: at ? [] : await totalGaps(tx, params.ref),
      today: locals.today,
      views: viewsOf(seriesOf(values)),
      differences: at ? [] : await indicators.differences(tx, params.ref),
      districts: indicator.map && !at ? await byDistrict(tx, params.ref) : null,
      drawn: indicator.map ? await districtShapes(PACKS) : null,
      cited: await files.citedBy(tx, 'indicators', params.ref),
    };
  });
