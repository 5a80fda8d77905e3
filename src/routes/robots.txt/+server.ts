import type { RequestHandler } from './$types';

/** Everything public may be read; endless search results and the desk are of no use to a robot. */
export const GET: RequestHandler = ({ url }) => {
  const lines = [
    'User-agent: *',
    'Disallow: /en/search',
    'Disallow: /bn/search',
    'Disallow: /en/desk',
    'Disallow: /bn/desk',
    '',
    `Sitemap: ${url.origin}/sitemap.xml`,
    '',
  ];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
