import { hasDuty } from '#lib/access.ts';
import { notFound, refused } from '#lib/errors.ts';
import { letterPage } from '#lib/server/mail/letter-page.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

export const GET = async ({ locals, params }) => {
  if (!hasDuty(locals.viewer, 'administrator')) throw refused('letters');
  const id = /^\d{1,9}$/u.test(params.id) ? Number(params.id) : 0;
  const page = await locals.ask((tx) => outbox.shownPage(tx, id));
  if (page === null) throw notFound('letters', params.id);
  return letterPage(page);
};
