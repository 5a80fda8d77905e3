import { ExpectedError } from '#lib/errors.ts';

/** The same content is stored for this evidence already. */
export const alreadyThere = () => new ExpectedError('files.already_there', 409);

/** A redacted copy must differ from its original. */
export const sameAsOriginal = () => new ExpectedError('files.same_as_original', 422);

/** A redacted copy has no redacted copy of its own. */
export const isCopy = () => new ExpectedError('files.is_copy', 409);

/** Nobody gets it before the scanner has looked. */
export const quarantined = () => new ExpectedError('files.quarantined', 409);

/** The scanner found something in it. */
export const infected = () => new ExpectedError('files.infected', 410);

/** The time of a sealed address has passed, or it was never one of ours. */
export const addressInvalid = () => new ExpectedError('files.address_invalid', 403);
