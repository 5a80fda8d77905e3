/** The cookie that says who asks; the longer name is used over https. */
export const sessionCookies = ['setu.session_token', '__Secure-setu.session_token'] as const;

/**
 * Might this request be a signed-in person's? Its pages are theirs alone: they are neither read from nor put among the
 * kept public pages, whether or not the session is still good.
 */
export function mayHaveSession(cookie: string | null | undefined): boolean {
  return sessionCookies.some((name) => cookie?.includes(`${name}=`));
}

/** Headers of a page made for one person. */
export const personal: Record<string, string> = { 'cache-control': 'private, no-store', vary: 'cookie' };
