import { ExpectedError } from '#lib/errors.ts';

/** More targets of the Sustainable Development Goals than an action may name (422). */
export const tooManyTargets = (ref: string, most: number) =>
  new ExpectedError('action.too_many_targets', 422, { ref, most });

/** Money in another currency than the plan's, without what it is worth there (422). */
export const rateMissing = (ref: string, currency: string, base: string) =>
  new ExpectedError('action.rate_missing', 422, { ref, currency, base });

/** A rate without its day, or a day without its rate (422). */
export const rateUndated = (ref: string) => new ExpectedError('action.rate_undated', 422, { ref });

/** An action that is part of one in another plan (422). */
export const parentElsewhere = (ref: string) => new ExpectedError('action.parent_elsewhere', 422, { ref });

/** Actions that wait for each other, or are each other's double, in a circle (422). */
export const tiedToItself = (ref: string) => new ExpectedError('action.tied_to_itself', 422, { ref });

/** An amount to reach without saying of what, or the other way round (422). */
export const targetIncomplete = (ref: string) => new ExpectedError('action.target_incomplete', 422, { ref });

/** A plan that was closed takes no more actions (409). */
export const planClosed = (ref: string) => new ExpectedError('plan.closed', 409, { ref });

/** What has not happened is no step of the way (422). */
export const stepInFuture = (ref: string, date: string) =>
  new ExpectedError('action.step_in_future', 422, { ref, date });
