import { z } from 'zod';
import * as workbench from '#features/meetings/workbench/server/queries.ts';
import type { PageServerLoad } from './$types';

const query = z.object({
  side: z.enum(['coming', 'past']).catch('coming'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const size = 30;

/** The meetings somebody runs, each with what comes next. */
export const load: PageServerLoad = async ({ url, locals: { ask, today } }) => {
  const asked = query.parse(Object.fromEntries(url.searchParams));
  const listing = { ...asked, today, size };
  return { asked, size, list: await ask((tx) => workbench.list(tx, listing)) };
};
