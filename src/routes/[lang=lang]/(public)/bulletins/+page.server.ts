import * as bulletins from '#features/bulletins/server/queries.ts';

export const load = async ({ locals }) => ({ editions: await locals.ask(bulletins.list) });
