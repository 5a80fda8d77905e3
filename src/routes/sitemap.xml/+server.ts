import { z } from 'zod';
import { siteMap, siteMapIndex } from '#features/portal/rules.ts';
import * as portal from '#features/portal/server/queries.ts';
import type { RequestHandler } from './$types';

const query = z.object({ page: z.coerce.number().int().min(1).max(1000).optional().catch(undefined) });

/** Every public page in both languages; where they do not fit into one file, an index of files. */
export const GET: RequestHandler = async ({ url, locals }) => {
  const { page } = query.parse(Object.fromEntries(url.searchParams));
  const found = await locals.ask((tx) => portal.publicPages(tx, page ?? 1));
  const text =
    page === undefined && found.pages > 1
      ? siteMapIndex(url.origin, found.pages)
      : siteMap(url.origin, found.entries);
  return new Response(text, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
};
