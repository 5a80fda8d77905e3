import { cursorOf, nextAddress } from '#features/portal/api/rules.ts';
import { recordsQuery, shapes } from '#features/portal/api/schema.ts';
import * as api from '#features/portal/api/server/queries.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** The register of records. */
export const GET: RequestHandler = ({ url, request, locals }) =>
  answering(async () => {
    const query = recordsQuery.parse(Object.fromEntries(url.searchParams));
    const after = cursorOf('records', query.after);
    const { items, cursor, lastModified } = await locals.ask((tx) => api.records(tx, { ...query, after }));
    const next = nextAddress(url, cursor);
    return answer(request, shapes.RecordPage, { items, next }, { lastModified, next });
  });
