import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ExpectedError } from '#lib/errors.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import * as outbox from '#lib/server/outbox/waiting.ts';

const chosen = z.object({ id: z.coerce.number().int().positive() });
type Event = { locals: App.Locals; request: Request; url: URL };

export const load = ({ locals }) => {
  requireDuty(locals.viewer, 'administrator');
  return locals.ask(async (tx) => ({
    counts: await outbox.counts(tx),
    waiting: (await outbox.list(tx)).map((row) => ({ ...row, day: locals.mail.dayOf(row.created_at) })),
    mail: locals.mail.state,
  }));
};

/** Does one thing with one row; comes back to the list. */
async function decide({ locals, request, url }: Event, how: typeof outbox.retry) {
  requireDuty(locals.viewer, 'administrator');
  const form = chosen.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return fail(400, { problem: 'outbox.not_dead' });
  try {
    await locals.ask((tx) => how(tx, form.data.id));
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return fail(error.status, { problem: error.code });
  }
  redirect(303, url.pathname);
}

export const actions = {
  retry: (event: Event) => decide(event, outbox.retry),
  drop: (event: Event) => decide(event, outbox.drop),
};
