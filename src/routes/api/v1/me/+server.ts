import { noQuery, shapes } from '#features/portal/api/schema.ts';
import { ExpectedError } from '#lib/errors.ts';
import { answer, answering } from '#lib/server/api/answer.ts';
import type { RequestHandler } from './$types';

/** Whose token this is, what it may be used for, and what the person is today. */
export const GET: RequestHandler = ({ url, request, locals }) =>
  answering(() => {
    noQuery.parse(Object.fromEntries(url.searchParams));
    if (!locals.bearer) throw new ExpectedError('api.token_needed', 401);
    const { actor, token, access } = locals.bearer;
    return answer(request, shapes.Me, {
      name: actor,
      token: { name: token.name, scopes: token.scopes, expires_on: token.expiresOn },
      rights: token.scopes.includes('records:mine')
        ? {
            duties: access.duties,
            bodies: access.bodies.map(({ ref, runs }) => ({ ref, runs })),
            organisations: access.organisations.map(({ ref }) => ref),
          }
        : null,
    });
  });
