import { ExpectedError } from '#lib/errors.ts';

/** The link was used, is too old, was replaced by a newer one, or never was one. */
export const linkOver = () => new ExpectedError('accounts.link_over', 410);
/** There is such an account already. Told only to those who may see all accounts. */
export const accountExists = () => new ExpectedError('accounts.exists', 409);
/** The password does not meet the rules; `why` says which. */
export const badPassword = (why: 'short' | 'long' | 'common' | 'own') =>
  new ExpectedError(`accounts.password_${why}`, 422);
/** The present password is not the one given. */
export const wrongPassword = () => new ExpectedError('accounts.wrong_password', 422);
/** Too many tries; later again. */
export const tooManyTries = () => new ExpectedError('accounts.too_many_tries', 429);
/** Somebody else's account is tied to this person already. */
export const personTaken = () => new ExpectedError('accounts.person_taken', 409);
/** Nobody grants duties to themselves. */
export const ownGrant = () => new ExpectedError('accounts.own_grant', 403);
/** No such account, or not to be seen. */
export const noAccount = () => new ExpectedError('accounts.unknown', 404);
/** The invitation was taken back by those who sent it. */
export const invitationWithdrawn = () => new ExpectedError('accounts.invitation_withdrawn', 410);
/** Somebody must be left who administers the installation. */
export const lastAdministrator = () => new ExpectedError('accounts.last_administrator', 409);
/** One's own account is closed with its password, on its own page. */
export const ownAccount = () => new ExpectedError('accounts.own_account', 409);
