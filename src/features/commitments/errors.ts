import { ExpectedError } from '#lib/errors.ts';

/** A step that is dated after today: what has not happened is not a status. */
export function stepInFuture(ref: string, date: string): ExpectedError {
  return new ExpectedError('commitment.step_in_future', 422, { ref, date });
}

/** An identifier of another register stands at another commitment already (422). */
export const externalTaken = (external: string, ref: string) =>
  new ExpectedError('commitments.external_taken', 422, { external, ref });

/** Another statement is on record for the same commitment and forum. */
export function statementStands(ref: string, cycle: string): ExpectedError {
  return new ExpectedError('commitment.statement_stands', 422, { ref, cycle });
}
