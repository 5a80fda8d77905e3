import { fail, redirect } from '@sveltejs/kit';
import { enrolmentInput } from '#features/accounts/schema.ts';
import { qrCode } from '#features/accounts/own/rules.ts';
import { safePath } from '#lib/safe-path.ts';
import { noteChange } from '#lib/server/auth/notices.ts';
import { showCode, startEnrolment } from '#lib/server/auth/second-factor.ts';
import type { Actions, PageServerLoad } from './$types';

/** For whoever is signed in, let in already or not: who has no session at all signs in first. */
export const load: PageServerLoad = ({ locals, params, url }) => {
  if (!locals.session || locals.session.lacks === 'second-factor') redirect(303, `/${params.lang}/sign-in`);
  const to = safePath(url.searchParams.get('to'), `/${params.lang}/desk`);
  return { onward: `&to=${encodeURIComponent(to)}` };
};

const page = (uri: string, codes: string[]) => ({ uri, codes, qr: qrCode(uri) });

export const actions: Actions = {
  start: async ({ request, locals }) => {
    const { current } = enrolmentInput.parse(Object.fromEntries(await request.formData()));
    const started = await startEnrolment(locals.door.means, locals.caller, current);
    if (started) return { enrolment: page(started.uri, started.codes), answer: null };
    const key = 'error_accounts_wrong_password' as const;
    return fail(400, { enrolment: null, answer: { typed: {}, problems: [{ field: 'current', key }] } });
  },
  confirm: async ({ request, locals, params, url }) => {
    const { code, uri, codes } = enrolmentInput.parse(Object.fromEntries(await request.formData()));
    const { session, door, caller, viewer } = locals;
    if (!session || session.lacks === 'second-factor') redirect(303, `/${params.lang}/sign-in`);
    const shown = await showCode(door.means, caller, { code, session: session.id });
    if (shown.outcome === 'in') {
      locals.cookiesToSet.push(...shown.cookies);
      await door.ask(caller, viewer, (tx) => noteChange(tx, shown.account, 'second-factor-on'));
      redirect(303, safePath(url.searchParams.get('to'), `/${params.lang}/desk`));
    }
    const key = 'error_accounts_wrong_code' as const;
    return fail(400, {
      enrolment: page(uri, codes.split(' ')),
      answer: { typed: {}, problems: [{ field: 'code', key }] },
    });
  },
};
