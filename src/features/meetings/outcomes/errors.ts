import { ExpectedError } from '#lib/errors.ts';

/** Only a body decides and hands out action points; this meeting belongs to none (422). */
export const outsideBody = () => new ExpectedError('meetings.outside_body', 422);
