/** The version of the code of conduct people accept; raised when its text changes. */
export const conductVersion = 1;

/** How long the links we send are good. */
export const linkHours = { invitation: 7 * 24, password: 2, address: 24 } as const;
export type LinkPurpose = keyof typeof linkHours;

export const shortestPassword = 12;
export const longestPassword = 200;

/** Words people build passwords from here; alone or with figures behind they are guessed first. */
const guessedFirst =
  /^(?:password|passw0rd|passphrase|letmein|welcome|iloveyou|sunshine|princess|football|administrator|admin|secret|changeme|default|qwertyuiop|qwerty|asdfghjkl|zxcvbnm|bangladesh|banglades|dhaka|chattogram|migration|network|secretariat|ministry|setu|bdunnm|login|master|monkey|dragon|superman|batman|trustno)+$/u;

/** Runs of keys and of figures. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890123456789',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];

const reversed = (text: string) => Array.from(text).toReversed().join('');

function isRun(text: string): boolean {
  return runs.some((run) => run.includes(text) || reversed(run).includes(text));
}

/** Is one short piece said again and again: aaaaaaaaaaaa, abcabcabcabc, 1212121212? */
function isRepeated(text: string): boolean {
  return /^(.{1,4})\1+.{0,3}$/su.test(text);
}

const bareOf = (text: string) => text.replaceAll(/[\s\p{P}\p{S}]/gu, '');

/** Is it one of those that everybody tries first? */
function isGuessedFirst(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const bare = bareOf(plain);
  if (new Set(plain).size < 5 || isRun(bare) || isRepeated(bare)) return true;
  if (/^\d{1,15}$/u.test(bare)) return true;
  const words = [bareOf(plain.replaceAll('@', 'a').replaceAll('0', 'o')), bare].map((text) =>
    text.replaceAll(/\d+/gu, ''),
  );
  return words.some((text) => guessedFirst.test(text));
}

/** Is it the name or the address of the account, with next to nothing besides? */
function isOwn(password: string, { email, name }: { email: string; name: string }): boolean {
  const lettersOf = (text: string) => bareOf(text.toLowerCase()).replaceAll(/\d+/gu, '');
  const letters = lettersOf(password.normalize('NFKC'));
  const own = [...email.split('@'), ...name.split(/\s+/u)].map(lettersOf).filter((word) => word.length >= 4);
  return own.some((word) => letters.replaceAll(word, '').length < 4);
}

/**
 * What is wrong with a password, or null. Length counts, composition does not (NIST SP 800-63B): no rule about capitals
 * or signs. Refused are passwords that everybody tries first, and those made of the name or address of the account.
 */
export function passwordProblem(
  password: string,
  about: { email: string; name: string },
): 'short' | 'long' | 'common' | 'own' | null {
  const length = Array.from(password).length;
  if (length < shortestPassword) return 'short';
  if (length > longestPassword) return 'long';
  if (isGuessedFirst(password)) return 'common';
  return isOwn(password, about) ? 'own' : null;
}
