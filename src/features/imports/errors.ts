import { ExpectedError } from '#lib/errors.ts';

/** The file cannot be read as rows: unknown type, broken, or nothing in it (422). */
export const unreadable = (why: 'kind' | 'broken' | 'empty') => new ExpectedError(`imports.${why}`, 422);

/** The file is larger than is read at once (422). */
export const tooLarge = (most: number, what: 'rows' | 'columns' | 'cell') =>
  new ExpectedError(`imports.too_many_${what}`, 422, { most });

/** Something must be decided before the file can be compared with what stands (422). */
export const undecided = (what: 'legacy' | 'columns') => new ExpectedError(`imports.undecided_${what}`, 422);
