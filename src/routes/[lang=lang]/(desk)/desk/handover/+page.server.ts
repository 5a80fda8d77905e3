import { fail, redirect } from '@sveltejs/kit';
import { handoverInput } from '#features/accounts/handover/schema.ts';
import * as commands from '#features/accounts/handover/server/commands.ts';
import * as handovers from '#features/accounts/handover/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { requireDuty } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who hands over (`person`), and what they hold: the form of a handover. */
export const load: PageServerLoad = ({ url, locals }) => {
  requireDuty(locals.viewer, 'secretariat');
  const person = url.searchParams.get('person') ?? '';
  return locals.ask(async (tx) => ({
    people: await handovers.candidates(tx, locals.today),
    held: person ? await handovers.heldBy(tx, person, locals.today) : null,
    today: locals.today,
  }));
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    requireDuty(locals.viewer, 'secretariat');
    const form = await request.formData();
    const text = (name: string) => {
      const given = form.get(name);
      return typeof given === 'string' ? given : '';
    };
    const typed = {
      leaver: text('leaver'),
      successor: text('successor'),
      from_day: text('from_day'),
      reason: text('reason'),
      seats: form.getAll('seats').filter((ref) => typeof ref === 'string'),
      positions: form.getAll('positions').filter((ref) => typeof ref === 'string'),
    };
    const input = handoverInput.safeParse(typed);
    if (!input.success) {
      return fail(422, { typed, wrong: input.error.issues.map(({ path }) => String(path[0])), code: null });
    }
    let ref: string;
    try {
      ref = await locals.ask((tx) => commands.pass(tx, input.data));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return fail(error.status, { typed, wrong: [], code: error.code });
    }
    redirect(303, `/${params.lang}/desk/handover/${ref}`);
  },
};
