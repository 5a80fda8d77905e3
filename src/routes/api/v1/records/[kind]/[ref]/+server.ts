import { kindParameter, noQuery, refParameter, shapes } from '#features/portal/api/schema.ts';
import * as api from '#features/portal/api/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** One record of the register, and for a person who can see it. */
export const GET: RequestHandler = ({ params: { kind, ref }, url, request, locals }) =>
  answering(async () => {
    noQuery.parse(Object.fromEntries(url.searchParams));
    const isName = kindParameter.safeParse(kind).success && refParameter.safeParse(ref).success;
    if (!isName) throw notFound('records', 'unknown');
    const { line, updatedAt, sight } = await locals.ask(async (tx) => ({
      ...(await api.record(tx, kind, ref)),
      sight: await api.sight(tx, { kind, ref, day: locals.today }),
    }));
    return answer(request, shapes.Record, { ...line, sight }, { lastModified: updatedAt });
  });
