import { ExpectedError } from '#lib/errors.ts';

/** A scope the person does not have today. */
export const scopeNotYours = () => new ExpectedError('token.scope_not_yours', 403);

/** Nobody needs this many programs. */
export const tooManyTokens = (most: number) => new ExpectedError('token.too_many', 409, { most });

/** There is no such token, it is somebody else's, or it is revoked already. */
export const noSuchToken = () => new ExpectedError('token.not_found', 404);
