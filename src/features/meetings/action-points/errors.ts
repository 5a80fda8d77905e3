import { ExpectedError } from '#lib/errors.ts';

/** What has not happened is no step of the way (422). */
export const stepInFuture = (day: string) => new ExpectedError('action_point.step_in_future', 422, { day });
