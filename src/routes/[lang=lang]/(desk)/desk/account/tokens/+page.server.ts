import { fail, redirect } from '@sveltejs/kit';
import { stateOf, scopesFor } from '#features/accounts/tokens/rules.ts';
import { lifetimes, tokenId, tokenInput } from '#features/accounts/tokens/schema.ts';
import * as tokens from '#features/accounts/tokens/server/commands.ts';
import * as tokenLines from '#features/accounts/tokens/server/queries.ts';
import { hasDuty } from '#lib/access.ts';
import { ExpectedError } from '#lib/errors.ts';
import { personOf, type Person } from '#lib/server/auth/guard.ts';
import { leaveShown, takeShown } from '#lib/server/auth/shown-once.ts';
import type { Actions, PageServerLoad } from './$types';

type MadeToken = Awaited<ReturnType<typeof tokens.create>>;

/** Where a token that was just made is shown, and to whom. */
const placeOf = ({ account }: Person, { pathname }: URL) => ({ account, path: pathname });

/** One's own tokens, and for the administrator that those of others exist. */
export const load: PageServerLoad = ({ locals, url }) => {
  const person = personOf(locals.viewer);
  const { today, door, caller } = locals;
  const { shown, cookies } = takeShown(door.means, caller, placeOf(person, url));
  locals.cookiesToSet.push(...cookies);
  const isAdministrator = hasDuty(person, 'administrator');
  return locals.ask(async (tx) => ({
    own: (await tokenLines.own(tx)).map((line) => ({ ...line, state: stateOf(line, today) })),
    others: isAdministrator ? await tokenLines.others(tx, today) : null,
    choices: scopesFor(person),
    lifetimes,
    made: shown as MadeToken | null,
    isRevoked: url.searchParams.has('revoked'),
  }));
};

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');

export const actions: Actions = {
  /** The token is shown once, after a redirect: loading the page anew makes no second one and shows nothing. */
  create: async ({ request, locals, url }) => {
    const person = personOf(locals.viewer);
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
      const token = await locals.ask((tx) => tokens.create(tx, input.data, made));
      const { door, caller } = locals;
      locals.cookiesToSet.push(leaveShown(door.means, placeOf(person, url), token, caller.now));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const { code, values, status } = error;
      return fail(status, { ...typed, scopes: chosen, refused: { code, values } });
    }
    redirect(303, url.pathname);
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
