import { fail, redirect } from '@sveltejs/kit';
import { signInInput } from '#features/accounts/schema.ts';
import { safePath } from '#lib/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

const goOn = (params: { lang: string }, to: string | null) => safePath(to, `/${params.lang}/desk`);

/** What brought somebody here, said over the form. */
const arrivals = [
  'account_accept_done',
  'account_accept_provider_done',
  'account_reset_done',
  'account_address_done',
] as const;

/** Who is in already goes on; who is halfway goes there. */
export const load: PageServerLoad = ({ locals, params, url }) => {
  const to = goOn(params, url.searchParams.get('to'));
  if (locals.viewer.kind === 'person') redirect(303, to);
  const done = url.searchParams.get('done');
  return {
    done: arrivals.find((arrival) => arrival === done) ?? null,
    provider: locals.door.provider,
    providerFailed: url.searchParams.has('failed'),
    to,
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const given = Object.fromEntries(await request.formData());
    const input = signInInput.parse(given);
    const signedIn = await locals.door.signIn(locals.caller, input);
    locals.cookiesToSet.push(...signedIn.cookies);
    const to = goOn(params, url.searchParams.get('to'));
    if (signedIn.outcome === 'in') redirect(303, to);
    if (signedIn.outcome === 'second-factor')
      redirect(303, `/${params.lang}/second-factor?to=${encodeURIComponent(to)}`);
    return fail(signedIn.outcome === 'later' ? 429 : 400, { email: input.email, problem: signedIn.outcome });
  },
};
