import { siteNames } from '#features/bodies/server/queries.ts';
import { endpoints } from '#features/portal/api/policy.ts';
import { noQuery, shapes, textOf } from '#features/portal/api/schema.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** What there is. */
export const GET: RequestHandler = ({ url, request, locals }) =>
  answering(async () => {
    noQuery.parse(Object.fromEntries(url.searchParams));
    const { network } = await locals.remember('network', siteNames);
    return answer(request, shapes.Root, {
      network: textOf(network),
      version: '1',
      description: '/api/v1/openapi.json',
      endpoints: endpoints.map(({ path, needs }) => ({ path, needs })),
    });
  });
