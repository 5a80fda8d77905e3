import { z } from 'zod';
import { description } from '#features/portal/api/rules.ts';
import { noQuery } from '#features/portal/api/schema.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** The interface described for programs (OpenAPI 3.1). */
export const GET: RequestHandler = ({ url, request }) =>
  answering(() => {
    noQuery.parse(Object.fromEntries(url.searchParams));
    return answer(request, z.record(z.string(), z.unknown()), description());
  });
