import { fail, redirect } from '@sveltejs/kit';
import { stateOf, scopesFor } from '#features/accounts/tokens/rules.ts';
import { lifetimes, tokenId, tokenInput } from '#features/accounts/tokens/schema.ts';
import * as tokens from '#features/accounts/tokens/server/commands.ts';
import * as tokenLines from '#features/accounts/tokens/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { ExpectedError } from '#lib/errors.ts';
import { personOf } from '#lib/server/auth/guard.ts';
import type { Actions, PageServerLoad } from './$types';

/** One's own tokens, and for the administrator that those of others exist. */
export const load: PageServerLoad = ({ locals, url }) => {
  const person = personOf(locals.viewer);
  const { today } = locals;
  const isAdministrator = hasDuty(person, 'administrator');
  return locals.ask(async (tx) => ({
    own: (await tokenLines.own(tx)).map((line) => ({ ...line, state: stateOf(line, today) })),
    others: isAdministrator ? await tokenLines.others(tx, today) : null,
    choices: scopesFor(person),
    lifetimes,
    isRevoked: url.searchParams.has('revoked'),
  }));
};

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

export const actions: Actions = {
  /** Answers with the page itself, for the token is shown this once and stands nowhere else. */
  create: async ({ request, locals }) => {
    personOf(locals.viewer);
    const data = await request.formData();
    const typed = { name: textOf(data.get('name')), days: textOf(data.get('days')) };
    const chosen = data.getAll('scopes').map(textOf);
    const input = tokenInput.safeParse({ ...typed, scopes: chosen });
    if (!input.success) {
      const errors = input.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }));
      return fail(400, { ...typed, scopes: chosen, errors });
    }
    const made = { today: locals.today, factors: locals.session?.factors ?? 1 };
    try {
      return { made: await locals.ask((tx) => tokens.create(tx, input.data, made)) };
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const { code, values, status } = error;
      return fail(status, { ...typed, scopes: chosen, refused: { code, values } });
    }
  },
  revoke: async ({ request, locals, params }) => {
    personOf(locals.viewer);
    const id = tokenId.safeParse((await request.formData()).get('id'));
    if (!id.success) return fail(404, { refused: { code: 'token.not_found', values: {} } });
    try {
      await locals.ask((tx) => tokens.revoke(tx, id.data));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      return fail(error.status, { refused: { code: error.code, values: error.values } });
    }
    redirect(303, `/${params.lang}/desk/account/tokens?revoked`);
  },
};
