import { cursorOf, nextAddress } from '#features/portal/api/rules.ts';
import { historyQuery, shapes } from '#features/portal/api/schema.ts';
import * as api from '#features/portal/api/server/queries.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** The trail of changes, for those who read it. */
export const GET: RequestHandler = ({ url, request, locals }) =>
  answering(async () => {
    const query = historyQuery.parse(Object.fromEntries(url.searchParams));
    const after = cursorOf('history', query.after);
    const { items, cursor, lastModified } = await locals.ask((tx) => api.history(tx, { ...query, after }));
    const next = nextAddress(url, cursor);
    return answer(request, shapes.ChangePage, { items, next }, { lastModified, next });
  });
