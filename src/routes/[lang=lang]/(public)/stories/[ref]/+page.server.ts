import * as bulletins from '#features/bulletins/server/queries.ts';

export const load = async ({ locals, params }) => ({
  story: await locals.ask((tx) => bulletins.story(tx, params.ref, params.lang)),
});
