import { ExpectedError } from '#lib/errors.ts';

/** A baseline needs its value and its date, or neither (422). */
export const baselineIncomplete = (ref: string) =>
  new ExpectedError('indicator.baseline_incomplete', 422, { ref });

/** A value that cannot be, by what its indicator says of its values (422). */
export const valueTooSmall = (value: number, least: number) =>
  new ExpectedError('indicator.value_too_small', 422, { value, least });
export const valueTooLarge = (value: number, most: number) =>
  new ExpectedError('indicator.value_too_large', 422, { value, most });
export const valueNotWhole = (value: number) =>
  new ExpectedError('indicator.value_not_whole', 422, { value });

/** A value far from the others of its series: somebody has to say that it is right (422). */
export const valueUnusual = (value: number, median: number, times: number) =>
  new ExpectedError('indicator.value_unusual', 422, { value, median, times });

/** A figure that is withdrawn already, or is none (409). */
export const alreadyWithdrawn = (ref: string) =>
  new ExpectedError('indicator.already_withdrawn', 409, { ref });
export const notWithdrawn = (ref: string) => new ExpectedError('indicator.not_withdrawn', 409, { ref });
