import { ExpectedError } from '#lib/errors.ts';

/** More time ends today at the earliest (422). */
export const exceptionPast = () => new ExpectedError('round.exception_past', 422);
