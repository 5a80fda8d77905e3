import { createHmac } from 'node:crypto';
import { keyFor } from '#lib/server/secrets/secret.ts';

const consonants = 'bdfghjklmnprstvz';
const vowels = 'aeiu';

/**
 * The password of a demonstration account: always the same for an installation, and nobody's who does not know its
 * secret. Ten syllables of six bits in five groups, to be typed on a telephone.
 */
export function demonstrationPassword(secret: string, role: string): string {
  const bytes = createHmac('sha256', keyFor(secret, 'demonstration')).update(role).digest();
  const syllables = [...bytes.subarray(0, 10)].map(
    (byte) => (consonants[byte % 16] ?? '') + (vowels[(byte >> 4) % 4] ?? ''),
  );
  return [0, 2, 4, 6, 8].map((at) => syllables.slice(at, at + 2).join('')).join('-');
}
