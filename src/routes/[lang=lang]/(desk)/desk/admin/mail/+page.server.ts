import { hasDuty } from '#lib/access.ts';
import { refused } from '#lib/errors.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

export const load = async ({ locals }) => {
  if (!hasDuty(locals.viewer, 'administrator')) throw refused('letters');
  return { letters: await locals.ask((tx) => outbox.listShown(tx)) };
};
