import type { Site } from './passkeys.ts';

/** The site as a browser knows it; server.ts puts the public origin into every address. */
export function siteOf(url: URL): Site {
  return { origin: url.origin, host: url.hostname, name: 'Setu' };
}

/** Did a page of ours send this? Browsers say so with every POST. */
export function isFromHere(request: Request, url: URL): boolean {
  return (
    request.headers.get('origin') === url.origin &&
    (request.headers.get('content-type') ?? '').startsWith('application/json')
  );
}
