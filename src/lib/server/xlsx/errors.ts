import { ExpectedError } from '#lib/errors.ts';

/** What may be wrong with a workbook as a whole; the texts are `error_workbook_…`. */
export const workbookErrors = {
  missing: () => new ExpectedError('workbook.missing', 422),
  tooLarge: (megabytes: number) => new ExpectedError('workbook.too_large', 413, { most: megabytes }),
  tooManyRows: (rows: number) => new ExpectedError('workbook.too_many_rows', 413, { most: rows }),
  /** It is none of the kinds of file that are read, or it is broken. */
  unreadable: () => new ExpectedError('workbook.unreadable', 422),
  /** A file of the older kind (.xls), or one with a password: both come in the same wrapping. */
  oldOrLocked: () => new ExpectedError('workbook.old_or_locked', 422),
  /** A text file whose letters are not UTF-8. */
  notUtf8: () => new ExpectedError('workbook.not_utf8', 422),
  /** Reading it took longer than is allowed. */
  tooSlow: () => new ExpectedError('workbook.too_slow', 422),
};
