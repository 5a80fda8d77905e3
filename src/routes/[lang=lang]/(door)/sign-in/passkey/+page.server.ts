import { redirect } from '@sveltejs/kit';
import { safePath } from '#lib/safe-path.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
  const to = safePath(url.searchParams.get('to'), `/${params.lang}/desk`);
  if (locals.viewer.kind === 'person') redirect(303, to);
  return { to };
};
