import { ExpectedError } from '#lib/errors.ts';

/** What is given back is open at least today (422). */
export const returnPast = () => new ExpectedError('report.return_past', 422);

/** A field that the report does not have (422). */
export const noSuchField = () => new ExpectedError('report.no_such_field', 422);
