import { isAPIError } from 'better-auth/api';
import { headersOf, type Caller } from './caller.ts';
import { providerId } from './engine.ts';
import type { Means } from './means.ts';

/** Where a visit to the other provider begins, and cookies that tie it to this browser; null when it cannot be reached. */
export async function visitProvider(
  means: Means,
  caller: Caller,
  { to, failed }: { to: string; failed: string },
): Promise<{ address: string; cookies: string[] } | null> {
  try {
    const { response, headers } = await means.engine.api.signInSocial({
      body: { provider: providerId, callbackURL: to, errorCallbackURL: failed, disableRedirect: true },
      headers: headersOf(caller),
      returnHeaders: true,
    });
    return 'url' in response && response.url
      ? { address: response.url, cookies: headers.getSetCookie() }
      : null;
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

/** The visitor comes back: better-auth checks state, token and address, and answers with a redirect and cookies. */
export function comeBack(means: Means, caller: Caller, url: URL): Promise<Response> {
  return means.engine.handler(new Request(url, { headers: headersOf(caller) }));
}
