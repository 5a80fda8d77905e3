import { ExpectedError } from '#lib/errors.ts';

/** With two levels whoever runs the plan's body approves first: the plan needs a body (422). */
export const noBody = () => new ExpectedError('round.no_body', 422);

/** Nobody can report after a last day that comes before the first one (422). */
export const dueTooEarly = () => new ExpectedError('round.due_too_early', 422);

/** No action of the plan has a lead organisation and runs in the period (422). */
export const nothingToReport = () => new ExpectedError('round.nothing_to_report', 422);
