import { ExpectedError } from '#lib/errors.ts';

/** What may be wrong with a file or with where it is kept; the texts are `error_files_…`. */
export const fileErrors = {
  /** Its content is of no type that is taken in. */
  typeRefused: () => new ExpectedError('files.type_refused', 415),
  tooLarge: (bytes: number) =>
    new ExpectedError('files.too_large', 413, { most: Math.floor(bytes / 1024 / 1024) }),
  /** The form came without one. */
  missing: () => new ExpectedError('files.missing', 422),
  empty: () => new ExpectedError('files.empty', 422),
  /** It begins like a type that is taken in, and is not whole or is two things at once. */
  unreadable: () => new ExpectedError('files.unreadable', 422),
  notUtf8: () => new ExpectedError('files.not_utf8', 422),
  pictureTooLarge: () => new ExpectedError('files.picture_too_large', 422),
  /** An office file with macros, controls, embedded files or parts fetched from elsewhere. */
  active: () => new ExpectedError('files.active', 422),
  /** An office file that unpacks to more than it says or than is allowed. */
  bomb: () => new ExpectedError('files.bomb', 422),
  noRoom: () => new ExpectedError('files.no_room', 507),
  /** What is kept is no longer what was stored. */
  spoiled: () => new ExpectedError('files.spoiled', 503),
  storeAway: () => new ExpectedError('files.store_away', 503),
  uploadGone: () => new ExpectedError('files.upload_gone', 404),
  wrongOffset: (offset: number) => new ExpectedError('files.wrong_offset', 409, { offset }),
  uploadBusy: () => new ExpectedError('files.upload_busy', 423),
  uploadIncomplete: () => new ExpectedError('files.upload_incomplete', 422),
  tooManyUploads: () => new ExpectedError('files.too_many_uploads', 429),
  /** Whoever sends has sent as much as is taken in a day. */
  dailyTotal: (bytes: number) =>
    new ExpectedError('files.daily_total', 429, { most: Math.floor(bytes / 1024 / 1024) }),
};

/** A full disk in words people understand; any other error as it is. */
export function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOSPC' || code === 'EDQUOT' ? fileErrors.noRoom() : error;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
