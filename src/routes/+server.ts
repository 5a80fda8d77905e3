import { preferredLang } from '#features/portal/rules.ts';
import type { RequestHandler } from './$types';

/** The bare address leads to the language the reader's browser prefers. */
export const GET: RequestHandler = ({ request }) => {
  const lang = preferredLang(request.headers.get('accept-language'));
  return new Response(null, {
    status: 307,
    headers: { location: `/${lang}`, vary: 'accept-language', 'cache-control': 'no-cache' },
  });
};
