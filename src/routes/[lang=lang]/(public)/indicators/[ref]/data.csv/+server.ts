import { valuesAsCsv } from '#features/indicators/server/exports.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import { knownAt } from '#features/indicators/revisions/rules.ts';
import { readSettings } from '#settings';
import type { RequestHandler } from './$types';

const { TIME_ZONE } = readSettings();

/** Every value of the indicator, withdrawn ones named without their value, as known on the day `on` where one is given; the columns carry both languages, so the file is the same at either address. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const [indicator, values] = await locals.ask(async (tx) => [
    await indicators.get(tx, params.ref),
    await indicators.observations(tx, params.ref, { withWithdrawn: true, knownAt: knownAt(url, TIME_ZONE) }),
  ]);
  return new Response(valuesAsCsv(indicator, values), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${indicator.ref}.csv"`,
      link: '<data.csv-metadata.json>; rel="describedby"; type="application/csvm+json"',
    },
  });
};
