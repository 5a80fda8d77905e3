import * as bulletins from '#features/bulletins/server/queries.ts';

export const load = async ({ locals, params }) => ({
  edition: await locals.ask((tx) => bulletins.issued(tx, params.ref, params.lang)),
});
