import { notFound } from '#lib/errors.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import { letterPage } from '#lib/server/mail/letter-page.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

export const GET = async ({ locals, params }) => {
  requireDuty(locals.viewer, 'administrator');
  const id = /^\d{1,9}$/u.test(params.id) ? Number(params.id) : 0;
  const page = await locals.ask((tx) => outbox.shownPage(tx, id));
  if (page === null) throw notFound('letters', params.id);
  return letterPage(page);
};
