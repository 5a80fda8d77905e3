import { z } from 'zod';
import * as history from '#features/history/server/queries.ts';
import { readSettings } from '#settings';
import type { PageServerLoad } from './$types';

const { TIME_ZONE } = readSettings();
const size = 50;
const query = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** Who opened what is personal. */
export const load: PageServerLoad = async ({ url, locals: { ask } }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  return { size, timeZone: TIME_ZONE, reads: await ask((tx) => history.reads(tx, { page, size })) };
};
