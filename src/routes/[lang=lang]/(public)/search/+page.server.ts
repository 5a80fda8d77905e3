import { z } from 'zod';
import { pageSize, search } from '#features/portal/search/server/queries.ts';
import type { PageServerLoad } from './$types';

const query = z.object({
  q: z.string().catch(''),
  kind: z.string().min(1).max(40).optional().catch(undefined),
  exact: z.literal('1').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export const load: PageServerLoad = async ({ url, locals }) => {
  const { q, kind, exact, page } = query.parse(Object.fromEntries(url.searchParams));
  const answer = await locals.ask((tx) => search(tx, { query: q, kind, exact: exact === '1', page }));
  return { query: q.slice(0, 300), kind, page, pageSize, answer };
};
