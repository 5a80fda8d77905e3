import { sealedToken, subjectOf } from './sealed.ts';

const purpose = 'answer an invitation';

/** The address at which an invitation is answered without signing in; `code` names the invitation. */
export function answerAddress(secret: string, origin: string, lang: string, code: string): string {
  return `${origin}/${lang}/answer/${sealedToken(secret, purpose, code)}`;
}

/** The code of the invitation an address answers; null when we did not make it. */
export function codeOfToken(secret: string, token: string): string | null {
  return subjectOf(secret, purpose, token);
}
