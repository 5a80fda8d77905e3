import { isAPIError } from 'better-auth/api';
import { headersOf, type Caller } from './caller.ts';
import { providerId } from './engine.ts';
import type { Means } from './means.ts';
import { noteBrowser } from './notices.ts';

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
export async function comeBack(means: Means, caller: Caller, url: URL): Promise<Response> {
  const answer = await means.engine.handler(new Request(url, { headers: headersOf(caller) }));
  for (const cookie of await noteWhoCame(means, caller, answer)) answer.headers.append('set-cookie', cookie);
  return answer;
}

/** The answer says who has come in only by the cookie of the session. */
async function noteWhoCame(means: Means, caller: Caller, answer: Response): Promise<string[]> {
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const come = await means.engine.api.getSession({ headers: headersOf({ ...caller, cookie }) });
  return come ? noteBrowser(means, caller, come.user.id) : [];
}
