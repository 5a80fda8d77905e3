import * as bodies from '#features/bodies/server/queries.ts';
import { atomFeed } from '#features/bulletins/server/exports.ts';
import * as bulletins from '#features/bulletins/server/queries.ts';

/** The newest stories as an Atom feed (RFC 4287) in one language. */
export const GET = async ({ locals, params, url }) => {
  const feed = await locals.ask(async (tx) => ({
    network: await bodies.networkName(tx),
    stories: await bulletins.stories(tx, { limit: 50 }),
  }));
  const text = atomFeed({ ...feed, lang: params.lang, origin: url.origin });
  return new Response(text, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
