import { ExpectedError } from '#lib/errors.ts';

/** Nothing is written yet that could be circulated (422). */
export const nothingWritten = () => new ExpectedError('minutes.nothing_written', 422);

/** Minutes are circulated once (409). */
export const circulatedAlready = () => new ExpectedError('minutes.circulated_already', 409);

/** Only what was circulated can be adopted or corrected (409). */
export const notCirculated = () => new ExpectedError('minutes.not_circulated', 409);

/** Adopted minutes are locked: what is wrong in them gets an erratum (409). */
export const locked = () => new ExpectedError('minutes.locked', 409);

/** Minutes are not written of what has not begun (422). */
export const notHeld = (day: string) => new ExpectedError('minutes.not_held', 422, { day });

/** The minutes say something under the item: it stays on the agenda (409). */
export const itemWritten = () => new ExpectedError('minutes.item_written', 409);

/** Before minutes are adopted every correction gets its answer (422). */
export const unanswered = (count: number) => new ExpectedError('minutes.unanswered', 422, { count });

/** Who was given days to correct minutes gets them, unless a later meeting adopts (422). */
export const notYet = (until: string) => new ExpectedError('minutes.not_yet', 422, { until });

/** A later meeting of the same body adopts (422). */
export const notLater = () => new ExpectedError('minutes.not_later', 422);
