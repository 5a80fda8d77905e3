import { requireDuty } from '#lib/server/auth/guard.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

export const load = async ({ locals }) => {
  requireDuty(locals.viewer, 'administrator');
  return { letters: await locals.ask((tx) => outbox.listShown(tx)) };
};
