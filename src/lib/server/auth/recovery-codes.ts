import { tokenHash } from './hashed-tokens.ts';

const mark = 'sha256:';

/** A recovery code as it is compared: without case, blanks or the dash in the middle. */
export function recoveryCodeHash(code: string): string {
  return mark + tokenHash(code.replaceAll(/[\s-]/gu, '').toLowerCase());
}

/**
 * How recovery codes are kept: hashed. better-auth hands over a JSON list and reads one back; after a code was used it
 * hands back what is left, which is hashed already. Codes are long and random, so that a fast hash is enough.
 */
export const recoveryCodes = {
  encrypt: (json: string) => {
    const codes = JSON.parse(json) as string[];
    return Promise.resolve(
      JSON.stringify(codes.map((code) => (code.startsWith(mark) ? code : recoveryCodeHash(code)))),
    );
  },
  decrypt: (stored: string) => Promise.resolve(stored),
};
