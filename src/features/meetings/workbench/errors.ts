import { ExpectedError } from '#lib/errors.ts';

/** Minutes or an attendance say that the meeting took place: it cannot be called off (409). */
export const isMinuted = () => new ExpectedError('meeting.minuted', 409);

/** Whoever calls a meeting off says that they mean it (422). */
export const notSure = () => new ExpectedError('meeting.not_sure', 422);
