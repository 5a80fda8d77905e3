import { cursorOf, nextAddress } from '#features/portal/api/rules.ts';
import { observationsQuery, refParameter, shapes } from '#features/portal/api/schema.ts';
import * as api from '#features/portal/api/server/queries.ts';
import { notFound } from '#lib/errors.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** The values of an indicator. */
export const GET: RequestHandler = ({ params: { ref }, url, request, locals }) =>
  answering(async () => {
    const { limit, after: place } = observationsQuery.parse(Object.fromEntries(url.searchParams));
    if (!refParameter.safeParse(ref).success) throw notFound('indicators', 'unknown');
    const after = cursorOf('observations', place);
    const found = await locals.ask((tx) => api.observations(tx, ref, { limit, after }));
    const { indicator, items, cursor, lastModified } = found;
    const next = nextAddress(url, cursor);
    return answer(request, shapes.ObservationPage, { indicator, items, next }, { lastModified, next });
  });
