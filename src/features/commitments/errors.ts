import { ExpectedError } from '#lib/errors.ts';

/** A step that is dated after today: what has not happened is not a status. */
export function stepInFuture(ref: string, date: string): ExpectedError {
  return new ExpectedError('commitment.step_in_future', 422, { ref, date });
}
