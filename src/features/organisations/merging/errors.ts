import { ExpectedError } from '#lib/errors.ts';

/** An organisation is not merged into itself, nor into one that is archived. */
export const notMergeable = () => new ExpectedError('organisations.not_mergeable', 422);
