import { ExpectedError } from '#lib/errors.ts';

/** A contribution gets one answer (409). */
export const answeredAlready = () => new ExpectedError('contribution.answered_already', 409);

/** The action is none of the plan of the round (422). */
export const strangeAction = () => new ExpectedError('contribution.strange_action', 422);
