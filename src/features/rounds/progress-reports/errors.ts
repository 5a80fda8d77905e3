import { ExpectedError } from '#lib/errors.ts';

/** Only what was returned, and as long as it is open, can be changed (409). */
export const fieldLocked = () => new ExpectedError('report.field_locked', 409);

/** The report is with those who approve, approved, or the round is locked (409). */
export const locked = () => new ExpectedError('report.locked', 409);

/** Something must be said before a report is handed in (422). */
export const incomplete = () => new ExpectedError('report.incomplete', 422);

/** A milestone that is not one of the action (422). */
export const strangeMilestone = () => new ExpectedError('report.strange_milestone', 422);

/** An amount has its currency, and a currency its amount (422). */
export const halfSum = () => new ExpectedError('report.half_sum', 422);

/** The report is not where this step begins (409). */
export const notNow = () => new ExpectedError('report.not_now', 409);
