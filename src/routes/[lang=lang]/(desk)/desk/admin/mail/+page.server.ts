import { requireDuty } from '#lib/server/auth/guard.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

export const load = async ({ locals }) => {
  requireDuty(locals.viewer, 'administrator');
  const letters = await locals.ask((tx) => outbox.listShown(tx));
  return { letters: letters.map((letter) => ({ ...letter, day: locals.mail.dayOf(letter.shown_at) })) };
};
