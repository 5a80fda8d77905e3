import { ExpectedError } from '#lib/errors.ts';

/** The days on which members propose corrections are over, or have not begun (409). */
export const closed = () => new ExpectedError('corrections.closed', 409);

/** What is proposed reads as what stands (422). */
export const sameText = () => new ExpectedError('corrections.same_text', 422);

/** An answer is given once (409). */
export const answeredAlready = () => new ExpectedError('corrections.answered', 409);
