import { ExpectedError } from '#lib/errors.ts';

/** Nothing was done about a point before it was agreed (422). */
export const stepTooEarly = (day: string) => new ExpectedError('action_point.step_too_early', 422, { day });

/** What has not happened is no step of the way (422). */
export const stepInFuture = (day: string) => new ExpectedError('action_point.step_in_future', 422, { day });
