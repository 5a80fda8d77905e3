import { ExpectedError } from '#lib/errors.ts';
import type { VersionStep } from './schema.ts';

/** A step that does not follow from where the plan stands: adopted twice, revised before it was adopted (409). */
export const stepOutOfOrder = (plan: string, step: VersionStep) =>
  new ExpectedError(`plan_version.out_of_order_${step}`, 409, { plan });

/** A version that stands says what it said: only its day, its basis and its sources can be corrected (409). */
export const versionFrozen = (ref: string) => new ExpectedError('plan_version.frozen', 409, { ref });
