import { ExpectedError } from '#lib/errors.ts';

/** A calendar has no place for a meeting whose day is not known (422). */
export const noDay = () => new ExpectedError('invitation.no_day', 422);

/** Nobody is called to what has been (410). */
export const isOver = () => new ExpectedError('invitation.over', 410);

/** There is no such invitation, or it is withdrawn (404). */
export const noInvitation = () => new ExpectedError('invitation.unknown', 404);

/** Nobody was chosen and nothing was typed (422). */
export const nobodyChosen = () => new ExpectedError('invitation.nobody', 422);

/** A meeting has room for so many guests without a seat or an account (422). */
export const tooManyGuests = (most: number) => new ExpectedError('invitation.too_many_guests', 422, { most });

/** One account leaves so many letters to many in 24 hours; nothing of this turn was left (429). */
export const enoughLetters = (most: number) => new ExpectedError('invitation.enough_letters', 429, { most });

/** The file holds no calendar reply (422). */
export const noReply = () => new ExpectedError('invitation.no_reply', 422);
