import { ExpectedError } from '#lib/errors.ts';

/** The next meeting comes after the one it is made of (422). */
export const notAfter = (day: string) => new ExpectedError('clone.not_after', 422, { day });
