import { fail, redirect } from '@sveltejs/kit';
import { codeInput } from '#features/accounts/schema.ts';
import { safePath } from '#lib/safe-path.ts';
import { showCode } from '#lib/server/auth/second-factor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
  if (locals.viewer.kind === 'person')
    redirect(303, safePath(url.searchParams.get('to'), `/${params.lang}/desk`));
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { code } = codeInput.parse(Object.fromEntries(await request.formData()));
    const session = locals.session?.id ?? null;
    const shown = await showCode(locals.door.means, locals.caller, { code, session });
    if (shown.outcome === 'in') {
      locals.cookiesToSet.push(...shown.cookies);
      redirect(303, safePath(url.searchParams.get('to'), `/${params.lang}/desk`));
    }
    const key =
      shown.outcome === 'later'
        ? ('error_accounts_too_many_tries' as const)
        : ('error_accounts_wrong_code' as const);
    return fail(shown.outcome === 'later' ? 429 : 400, { typed: {}, problems: [{ field: 'code', key }] });
  },
};
