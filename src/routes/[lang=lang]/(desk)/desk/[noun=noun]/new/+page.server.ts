import { fail, redirect } from '@sveltejs/kit';
import { FormRefused } from '#features/desk/errors.ts';
import { forms } from '#features/desk/schema.ts';
import { choices } from '#features/desk/naming/server/queries.ts';
import * as commands from '#features/desk/server/commands.ts';
import * as desk from '#features/desk/server/queries.ts';
import { ExpectedError } from '#lib/errors.ts';
import { sentIn, typedIn } from '#lib/forms/fields.ts';
import type { Actions, PageServerLoad } from './$types';

/** An empty form; what the address names is filled in: ?person=… */
export const load: PageServerLoad = async ({ url, params: { noun }, locals: { ask } }) => {
  const { fields, begins } = forms[noun];
  const given = { visibility: 'public', published: 'yes', ...begins };
  return ask(async (tx) => {
    desk.mayKeep(tx);
    const typed = { ...given, ...typedIn(fields, new Map(url.searchParams)) };
    return { noun, fields, titles: await choices(tx, fields, typed), typed };
  });
};

export const actions: Actions = {
  default: async ({ request, params: { noun, lang }, locals: { ask } }) => {
    const typed = typedIn(forms[noun].fields, sentIn(await request.formData()));
    const answer = await ask((tx) => commands.create(tx, noun, typed)).catch((error: unknown) => {
      if (error instanceof FormRefused) return fail(422, { typed, problems: error.problems, reason: null });
      if (error instanceof ExpectedError && error.status === 422)
        return fail(422, { typed, problems: [], reason: { code: error.code, values: error.values } });
      throw error;
    });
    if (typeof answer !== 'string') return answer;
    redirect(303, `/${lang}/desk/${noun}/${answer}?saved=1`);
  },
};
