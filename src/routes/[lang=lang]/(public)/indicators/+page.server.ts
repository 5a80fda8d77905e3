import { z } from 'zod';
import * as indicators from '#features/indicators/server/queries.ts';
import type { PageServerLoad } from './$types';

const query = z.object({ theme: z.string().min(1).max(400).optional().catch(undefined) });

export const load: PageServerLoad = async ({ url, locals }) => {
  const { theme } = query.parse(Object.fromEntries(url.searchParams));
  return locals.ask(async (tx) => ({
    theme,
    themes: await indicators.themes(tx),
    indicators: await indicators.list(tx, { theme }),
  }));
};
