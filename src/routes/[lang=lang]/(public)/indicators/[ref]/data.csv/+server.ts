import { valuesAsCsv } from '#features/indicators/server/exports.ts';
import * as indicators from '#features/indicators/server/queries.ts';
import type { RequestHandler } from './$types';

/** Every value of the indicator; the columns carry both languages, so the file is the same at either address. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const [indicator, values] = await locals.ask(async (tx) => [
    await indicators.get(tx, params.ref),
    await indicators.observations(tx, params.ref),
  ]);
  return new Response(valuesAsCsv(indicator, values), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${indicator.ref}.csv"`,
      link: '<data.csv-metadata.json>; rel="describedby"; type="application/csvm+json"',
    },
  });
};
