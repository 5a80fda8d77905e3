import { ExpectedError } from '#lib/errors.ts';

/** No sheet of the file has the columns of a list of ours (422). */
export const headersUnknown = () => new ExpectedError('workbook.headers_unknown', 422);

/** Records were changed after the comparison: it has to be made again before anything is applied (409). */
export const outdated = (n: number) => new ExpectedError('workbook.outdated', 409, { n });

/** Nothing is left to apply: all rows are left out, undecided, or wrong (422). */
export const nothingToApply = () => new ExpectedError('workbook.nothing_to_apply', 422);

/** Some rows were refused when they were to be applied; nothing was (422). */
export const rowsRefused = (n: number) => new ExpectedError('workbook.rows_refused', 422, { n });

/** So many files may wait at a time (429). */
export const tooManyWorkbooks = (most: number) => new ExpectedError('workbook.too_many', 429, { most });
